package io.cellsearch.training.runner;

import io.cellsearch.frames.Frame;

/** A runner with a library in it that prints to System.out all the time. */
final class NoisyRunner {
  private NoisyRunner() {}

  public static void main(String[] args) {
    Thread noise = new Thread(NoisyRunner::print, "noise");
    noise.setDaemon(true);
    noise.start();
    RunnerMain.main(args);
  }

  /** Waits until main has begun; what ran before could print anywhere. */
  private static void print() {
    while (System.out != System.err) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < 10_000; i++) {
      System.out.println("a library prints " + Frame.class);
    }
  }
}
