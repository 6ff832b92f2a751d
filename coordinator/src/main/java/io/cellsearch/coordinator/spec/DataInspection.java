package io.cellsearch.coordinator.spec;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.Reference;
import java.util.List;

/**
 * What a look into the data found.
 *
 * @param problems all of them; where there are any, nothing else counts. One with a line is told as
 *     it is (a row of the data set); one without ({@link Problem#ofData}) is told at its path's
 *     place in the experiment file
 * @param references what methods without training reach; may be empty
 * @param inputs numbers that a network reads at a step
 * @param outputs numbers that a network gives
 * @param size what the data adds to a trial's need of memory
 */
public record DataInspection(
    List<Problem> problems, List<Reference> references, int inputs, int outputs, DataSize size) {

  public DataInspection {
    problems = List.copyOf(problems);
    references = List.copyOf(references);
  }

  /** Data that cannot be learned. */
  public static DataInspection broken(List<Problem> problems) {
    return new DataInspection(problems, List.of(), 0, 0, DataSize.NONE);
  }
}
