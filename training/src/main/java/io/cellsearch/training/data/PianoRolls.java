package io.cellsearch.training.data;

import java.util.List;

/** A collection of pieces in its published split; no part is empty. */
public record PianoRolls(
    List<PianoRoll> training, List<PianoRoll> validation, List<PianoRoll> test) {

  public PianoRolls {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }
}
