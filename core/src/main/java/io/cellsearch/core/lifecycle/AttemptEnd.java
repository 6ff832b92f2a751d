package io.cellsearch.core.lifecycle;

/** How an attempt came to its end, as far as it matters for what is next. */
public sealed interface AttemptEnd {

  /** It ran to its end, or until told to stop. */
  record Trained(boolean stoppedOnRequest) implements AttemptEnd {}

  /** It came to the epoch after which it pauses, and its checkpoint is safe. */
  record Paused() implements AttemptEnd {}

  /** It evaluated a model on the test part. */
  record Evaluated() implements AttemptEnd {}

  /** Its loss became non-finite. */
  record Diverged() implements AttemptEnd {}

  /** It failed by its own fault: an exception, out of memory, hung. */
  record Failed(String cause) implements AttemptEnd {}

  /** Its runner process died; alone when no other trial was running in it. */
  record RunnerCrashed(String cause, boolean alone) implements AttemptEnd {}

  /** Its worker is gone, or its lease ran out. */
  record WorkerLost() implements AttemptEnd {}

  /** The user ended it. */
  record Cancelled() implements AttemptEnd {}
}
