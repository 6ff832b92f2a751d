package io.cellsearch.training.task;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.training.data.PianoRoll;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;

/**
 * What a task asks of any network that learns it.
 *
 * @param inputs numbers of a step; where it is a token, how many there are
 * @param outputs numbers of a row of the head
 * @param longest steps of the longest sequence of all parts
 */
public record NetworkShape(int inputs, int outputs, Head head, Loss loss, int longest) {

  /** The shape for a task whose data is not at hand. */
  public static NetworkShape of(Task task, int longest) {
    if (task instanceof Task.Forecast forecast) {
      int targets = forecast.columns().targets().size();
      int inputs = targets + forecast.columns().covariates().size();
      return new NetworkShape(
          inputs, forecast.horizon() * targets, Head.LAST_STEP, Loss.MSE, longest);
    }
    if (task instanceof Task.Polyphony) {
      int pitches = PianoRoll.PITCHES;
      return new NetworkShape(
          pitches, pitches, Head.EVERY_STEP, Loss.SIGMOID_CROSS_ENTROPY, longest);
    }
    throw new IllegalArgumentException("no such task: " + task.type());
  }
}
