package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what a process logs next. */
final class LogTail {
  private static final int POLL_MILLIS = 10;

  private final Path log;
  private long from;

  /** What is there already does not count. */
  LogTail(Path log) throws IOException {
    this(log, Files.size(log));
  }

  /** What is there before an offset does not count. */
  LogTail(Path log, long from) {
    this.log = log;
    this.from = from;
  }

  /**
   * Waits for a text.
   *
   * @return when it was seen, as a reading of the monotonic clock
   * @throws IOException if it does not come in time
   */
  long await(String text, Duration patience) throws IOException, InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < until) {
      byte[] all = Files.readAllBytes(log);
      String news = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
      int at = news.indexOf(text);
      if (at >= 0) {
        from += news.substring(0, at + text.length()).getBytes(StandardCharsets.UTF_8).length;
        return System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException("'" + text + "' is not in " + log + " within " + patience);
  }
}
