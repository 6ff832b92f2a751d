package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reports that workers know to be stored, from the log that each worker keeps where it is told
 * to: a line for each report that it held and that the coordinator acknowledged. The line is in the
 * system's hands before the worker forgets the report, so that a kill of the worker takes none.
 */
final class AcknowledgedReports {
  /** The system property with the file of a worker's log. */
  static final String FILE = "acknowledged.file";

  private static final Pattern LINE =
      Pattern.compile("(?<trial>\\d+)#(?<attempt>\\d+) (?<step>\\d+) (?<loss>\\S+)");

  private static final String SETTINGS =
      """
      <configuration>
        <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>%%d{HH:mm:ss.SSS} %%-5level %%logger{0} %%X{trial}#%%X{attempt} %%msg%%n</pattern></encoder>
        </appender>
        <appender name="ACKNOWLEDGED" class="ch.qos.logback.core.FileAppender">
          <file>${%s}</file>
          <encoder><pattern>%%msg%%n</pattern></encoder>
        </appender>
        <logger name="io.cellsearch.worker.acknowledged" level="DEBUG" additivity="false">
          <appender-ref ref="ACKNOWLEDGED"/>
        </logger>
        <root level="WARN"><appender-ref ref="STDERR"/></root>
      </configuration>
      """
          .formatted(FILE);

  private AcknowledgedReports() {}

  /** One report, of the only experiment. */
  record Acknowledged(int trial, int attempt, int step, double validationLoss) {}

  /** Writes the settings by which a worker logs acknowledgements. */
  static Path logSettings(Path folder) throws IOException {
    return Files.writeString(folder.resolve("worker-logback.xml"), SETTINGS);
  }

  /** Reads the logs of all workers in a folder. */
  static List<Acknowledged> read(Path folder) throws IOException {
    List<Acknowledged> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(AcknowledgedReports::isLog).sorted().toList()) {
        Files.readAllLines(file).forEach(line -> all.add(parse(line)));
      }
    }
    return all;
  }

  private static boolean isLog(Path file) {
    return file.toString().endsWith(".acknowledged");
  }

  private static Acknowledged parse(String line) {
    Matcher matcher = LINE.matcher(line.substring(line.indexOf('/') + 1));
    if (!matcher.matches()) {
      throw new IllegalStateException("no acknowledgement is written so: " + line);
    }
    return new Acknowledged(
        Integer.parseInt(matcher.group("trial")),
        Integer.parseInt(matcher.group("attempt")),
        Integer.parseInt(matcher.group("step")),
        Double.parseDouble(matcher.group("loss")));
  }
}
