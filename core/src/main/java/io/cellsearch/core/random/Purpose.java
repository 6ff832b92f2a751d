package io.cellsearch.core.random;

/** What random numbers are for. The code takes part in seeds: it must never change. */
public enum Purpose {
  /** The values of a configuration. */
  CONFIGURATION(1),
  /** Everything within a trial; the trainer derives further seeds. */
  TRIAL(2),
  /** Initial values of parameters. */
  INITIALISATION(3),
  /** The order of training sequences. */
  SHUFFLING(4),
  /** Dropout masks. */
  DROPOUT(5),
  /** Faults and loss curves of a simulation. */
  SIMULATION(6),
  /** Dropout masks of a network's input. */
  INPUT_DROPOUT(7),
  /** Dropout masks of recurrent connections. */
  RECURRENT_DROPOUT(8),
  /** Noise that is added to a network's input. */
  INPUT_NOISE(9),
  /** The forests that importance is read from. */
  IMPORTANCE(10),
  /** The trainings after the search that confirm the best. */
  CONFIRMATION(11);

  private final long code;

  Purpose(long code) {
    this.code = code;
  }

  long code() {
    return code;
  }
}
