package io.cellsearch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Listens to what a class logs, and keeps it from the console. */
public final class LogWatch implements AutoCloseable {
  private static final long SECONDS = 20;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Logger logger;
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  /** Begins to listen. */
  public LogWatch(Class<?> whose) {
    logger = (Logger) LoggerFactory.getLogger(whose);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(appender);
    appender.start();
  }

  /** Waits for a line with these words. */
  public void await(String words) throws InterruptedException {
    String line;
    do {
      line = lines.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line with '%s' in time", words).isNotNull();
    } while (!line.contains(words));
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
