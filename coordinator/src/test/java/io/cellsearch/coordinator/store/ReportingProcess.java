package io.cellsearch.coordinator.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Stores reports without an end and prints the step of each that was acknowledged. */
final class ReportingProcess {
  /** Reports on their way at once, so that commits hold several. */
  private static final int IN_FLIGHT = 32;

  private ReportingProcess() {}

  public static void main(String[] arguments) throws Exception {
    Thread watch = new Thread(ReportingProcess::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Store store = StoreFactory.open(Path.of(arguments[0]), StoreSettings.DEFAULT);
    long term = store.beginTerm(Samples.NOON).toCompletableFuture().join();
    store
        .commit(term, List.of(Samples.createJsb(), Samples.createTrial(1), Samples.start(1, 1)))
        .toCompletableFuture()
        .join();
    Semaphore room = new Semaphore(IN_FLIGHT);
    for (int step = 1; ; step++) {
      room.acquire();
      int acknowledged = step;
      var unused =
          store
              .commit(term, List.of(Samples.report(1, 1, step, 1.0 / step)))
              .thenRun(
                  () -> {
                    out.println(acknowledged);
                    room.release();
                  });
    }
  }

  /** The parent holds this process's standard input open as long as it lives. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // The pipe is gone, and so is the parent.
    }
    Runtime.getRuntime().halt(1);
  }
}
