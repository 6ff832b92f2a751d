package io.cellsearch.worker.attempt;

import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;

/** A checkpoint that the coordinator is to be told of. */
public record AttemptCheckpoint(AttemptId id, StoredCheckpoint checkpoint) {}
