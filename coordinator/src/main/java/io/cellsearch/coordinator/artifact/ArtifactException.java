package io.cellsearch.coordinator.artifact;

/** An upload that breaks a rule: other bytes than its name says, or too many of them. */
public final class ArtifactException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Which rule is broken. */
  public enum Rule {
    /** The bytes must have the hash that names them. */
    HASH,
    /** There is a limit to their number. */
    SIZE
  }

  private final Rule rule;

  ArtifactException(Rule rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** Which rule is broken. */
  public Rule rule() {
    return rule;
  }
}
