package io.cellsearch.benchmarks.cells;

import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;

/** What a step of training is timed on. */
enum Workload {
  /** A forecast: 32 sequences of 50 steps, one output after the last. */
  W1(50, 8, 64, 1, Head.LAST_STEP, Loss.MSE),
  /** Music: 88 events at each of 100 steps. */
  W2(100, 88, 128, 88, Head.EVERY_STEP, Loss.SIGMOID_CROSS_ENTROPY),
  /** Characters: one of 64 at each of 100 steps, its input one-hot. */
  W3(100, 64, 256, 64, Head.EVERY_STEP, Loss.SOFTMAX_CROSS_ENTROPY);

  static final int BATCH = 32;

  final int steps;
  final int inputs;
  final int units;
  final int outputs;
  final Head head;
  final Loss loss;

  Workload(int steps, int inputs, int units, int outputs, Head head, Loss loss) {
    this.steps = steps;
    this.inputs = inputs;
    this.units = units;
    this.outputs = outputs;
    this.head = head;
    this.loss = loss;
  }

  /** Sequences times steps. */
  int rows() {
    return BATCH * steps;
  }
}
