package io.cellsearch.coordinator.spec;

import io.cellsearch.core.experiment.Task;
import java.io.IOException;

/** Looks into a task's data before anything is trained on it. */
@FunctionalInterface
public interface DataInspector {

  /**
   * Reads the data as the task would.
   *
   * @throws IOException where the bytes cannot be had
   */
  DataInspection inspect(Task task, DataSet data) throws IOException;
}
