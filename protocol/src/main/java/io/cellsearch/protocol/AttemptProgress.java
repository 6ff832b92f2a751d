package io.cellsearch.protocol;

/**
 * A sign of life of an attempt.
 *
 * @param batches done so far; it stands still only when the attempt hangs
 */
public record AttemptProgress(AttemptId id, long batches) {}
