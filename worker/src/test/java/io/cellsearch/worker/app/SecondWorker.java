package io.cellsearch.worker.app;

import java.io.IOException;
import java.nio.file.Path;

/** A process that wants to be the worker of a directory, and says whether it may. */
final class SecondWorker {
  private SecondWorker() {}

  public static void main(String[] args) {
    try (WorkerName name = WorkerName.open(Path.of(args[0]))) {
      System.out.println(name.id());
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
