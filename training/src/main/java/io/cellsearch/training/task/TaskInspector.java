package io.cellsearch.training.task;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.training.data.DataException;
import io.cellsearch.training.data.DataProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at a task's data before anything is trained on it. */
public final class TaskInspector {
  /**
   * Bytes for each one of a file while it is read: itself, its text, and of the shortest cell, two
   * characters, a string, a number and the references to both.
   */
  private static final long READING = 64;

  private TaskInspector() {}

  /**
   * What was found.
   *
   * @param problems all of them; where there are any, nothing else is known
   * @param references what methods without training reach
   * @param inputs numbers that a network reads at a step
   * @param outputs numbers that a network gives
   * @param size what the data adds to a trial's need of memory
   */
  public record Inspection(
      List<DataProblem> problems,
      List<Reference> references,
      int inputs,
      int outputs,
      DataSize size) {

    public Inspection {
      problems = List.copyOf(problems);
      references = List.copyOf(references);
    }

    /** Whether the task can be learned from this data. */
    public boolean isSound() {
      return problems.isEmpty();
    }
  }

  /** Reads a data set as the task would. */
  public static Inspection inspect(Task task, byte[] data) {
    try {
      SequenceTask bound = SequenceTask.bind(task, data);
      NetworkShape shape = bound.shape();
      DataSize size =
          new DataSize(bound.size().longest(), bound.size().bytes() + READING * data.length);
      return new Inspection(List.of(), bound.references(), shape.inputs(), shape.outputs(), size);
    } catch (DataException e) {
      return new Inspection(e.problems(), List.of(), 0, 0, DataSize.NONE);
    }
  }

  /** Reads a data set's file as the task would. */
  public static Inspection inspect(Task task, Path file) throws IOException {
    return inspect(task, Files.readAllBytes(file));
  }
}
