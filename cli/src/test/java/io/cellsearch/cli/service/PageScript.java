package io.cellsearch.cli.service;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The script that uses the pages, while it runs. It asks by lines of its log for what a page cannot
 * do, so that test and script need no clock between them.
 */
record PageScript(Process process, Path log) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Waits until the script asks for something, or has ended without. */
  void awaitRequest(String what) {
    await("the script asks: " + what)
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || Files.readAllLines(log).contains("please: " + what));
  }

  /** Whether all of its steps passed. */
  boolean passed() throws InterruptedException {
    return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Override
  public void close() {
    List<ProcessHandle> browser = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    browser.forEach(ProcessHandle::destroyForcibly);
    browser.forEach(one -> one.onExit().join());
  }
}
