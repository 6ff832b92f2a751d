package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;

/** What is told to others once a decision is on the disk. */
public sealed interface Effect {

  /** A worker hears something. */
  record Tell(WorkerId worker, ToWorker message) implements Effect {}

  /** Nobody needs a checkpoint's file any more. */
  record Discard(String sha256) implements Effect {}

  /** The pages hear something. */
  record Publish(LiveEvent event) implements Effect {}
}
