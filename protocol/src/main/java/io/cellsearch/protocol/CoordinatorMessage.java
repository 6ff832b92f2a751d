package io.cellsearch.protocol;

/** Whatever the coordinator's actor takes: messages of workers, and its own to itself. */
public interface CoordinatorMessage {}
