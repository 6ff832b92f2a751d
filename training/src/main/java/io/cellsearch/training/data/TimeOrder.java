package io.cellsearch.training.data;

import io.cellsearch.core.experiment.Task;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The rule that every row is later than the one before. With a format, times are parsed by it.
 * Without one, times that are all numbers, or all ISO dates, are compared as such; any other text
 * is a mere label and the file's own order is trusted.
 */
final class TimeOrder {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
  private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}(-\\d{2}([T ][\\d:.]+)?)?");

  private final Task.Columns columns;
  private final List<DataProblem> problems;

  TimeOrder(Task.Columns columns, List<DataProblem> problems) {
    this.columns = columns;
    this.problems = problems;
  }

  /** Adds a problem for every time that is blank, not readable, or not later than the last one. */
  void check(List<String> times, List<Long> lines) {
    for (int i = 0; i < times.size(); i++) {
      if (times.get(i).isEmpty()) {
        add(lines.get(i), "a time", "a blank cell");
      }
    }
    if (columns.timeFormat().isPresent()) {
      formatter(columns.timeFormat().get())
          .ifPresent(format -> compare(times, lines, text -> instant(text, format)));
    } else if (times.stream().allMatch(time -> NUMBER.matcher(time).matches())) {
      compare(times, lines, text -> Optional.of(new BigDecimal(text)));
    } else if (times.stream().allMatch(time -> ISO_DATE.matcher(time).matches())) {
      compare(times, lines, text -> Optional.of(text.replace('T', ' ')));
    }
  }

  private <T extends Comparable<T>> void compare(
      List<String> times, List<Long> lines, Function<String, Optional<T>> reader) {
    Optional<T> last = Optional.empty();
    String lastText = "";
    for (int i = 0; i < times.size(); i++) {
      String text = times.get(i);
      if (text.isEmpty()) {
        continue;
      }
      Optional<T> time = reader.apply(text);
      if (time.isEmpty()) {
        add(lines.get(i), "a time of the format " + columns.timeFormat().orElse(""), text);
      } else if (last.isPresent() && last.get().compareTo(time.get()) >= 0) {
        add(lines.get(i), "each time later than the one before", text + " after " + lastText);
      } else {
        last = time;
        lastText = text;
      }
    }
  }

  private Optional<DateTimeFormatter> formatter(String pattern) {
    try {
      return Optional.of(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problems.add(DataProblem.ofFile("a time format of java.time", "'" + pattern + "'"));
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(String text, DateTimeFormatter format) {
    try {
      TemporalAccessor time =
          format.parseBest(
              text,
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from,
              YearMonth::from,
              Year::from);
      return Optional.of(instant(time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(TemporalAccessor time) {
    if (time instanceof OffsetDateTime exact) {
      return exact.toInstant();
    }
    if (time instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    }
    if (time instanceof LocalDate date) {
      return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    if (time instanceof YearMonth month) {
      return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    return Year.from(time).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private void add(long line, String rule, String value) {
    problems.add(DataProblem.ofCell(line, columns.time(), rule, value));
  }
}
