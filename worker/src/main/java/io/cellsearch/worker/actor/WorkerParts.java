package io.cellsearch.worker.actor;

import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.WorkerId;
import io.cellsearch.worker.attempt.AttemptBook;
import io.cellsearch.worker.blob.BlobFolder;
import io.cellsearch.worker.runner.Runner;
import java.util.Optional;

/**
 * What a worker is made of and what outlives its actor.
 *
 * @param memoryPerSlot bytes that each slot has for a trial
 * @param httpUrl of the coordinator, where the one that it tells is not the right one from here
 */
public record WorkerParts(
    WorkerId id,
    int slots,
    Device device,
    long memoryPerSlot,
    AttemptBook attempts,
    Runner runner,
    BlobFolder blobs,
    Optional<String> httpUrl) {}
