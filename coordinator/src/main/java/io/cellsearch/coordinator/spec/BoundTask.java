package io.cellsearch.coordinator.spec;

import io.cellsearch.core.experiment.Task;

/** A task with the data set that it names. */
record BoundTask(Task task, DataSet data) {}
