package io.cellsearch.protocol;

/** Whatever a worker's actor takes: messages of the coordinator, and its own to itself. */
public interface WorkerMessage {}
