package io.cellsearch.worker.blob;

import java.util.Set;

/** A file did not find its way. */
public final class BlobException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int SHOWN_LENGTH = 200;

  /**
   * Refusals that may pass: with a coordinator's next welcome comes another credential (401, 403),
   * and the others ask for patience (408, 425, 429).
   */
  private static final Set<Integer> PASSING = Set.of(401, 403, 408, 425, 429);

  private final boolean permanent;

  private BlobException(boolean permanent, String message) {
    super(message);
    this.permanent = permanent;
  }

  /** Nothing that comes later changes this. */
  static BlobException permanent(String message) {
    return new BlobException(true, message);
  }

  /** The caller's faults stay faults; a server that is not ready may become so. */
  static BlobException ofStatus(String call, int status, String answer) {
    String shown =
        answer.length() > SHOWN_LENGTH ? answer.substring(0, SHOWN_LENGTH) + "…" : answer;
    return new BlobException(
        status / 100 == 4 && !PASSING.contains(status),
        (call + " was answered with " + status + " " + shown).strip());
  }

  /** Whether another try would end the same way. */
  public boolean permanent() {
    return permanent;
  }
}
