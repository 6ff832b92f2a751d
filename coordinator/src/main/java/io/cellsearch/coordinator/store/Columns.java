package io.cellsearch.coordinator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.frames.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as columns hold them. */
final class Columns {
  /** Every report has some, and the JDK's way from a double to text takes its time. */
  private static final ObjectWriter METRICS =
      Json.mapper().writerFor(Metrics.class).with(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);

  private Columns() {}

  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static OptionalDouble optionalDouble(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** A loss as its column holds it: null unless finite. */
  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** A text cut to its column's length. */
  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  static String json(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value, e);
    }
  }

  /** The finite ones of them: JSON has no NaN. */
  static String json(Metrics metrics) {
    try {
      return METRICS.writeValueAsString(finite(metrics));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + metrics, e);
    }
  }

  private static Metrics finite(Metrics metrics) {
    if (metrics.values().values().stream().allMatch(Double::isFinite)) {
      return metrics;
    }
    Map<String, Double> finite = new TreeMap<>(metrics.values());
    finite.values().removeIf(value -> !Double.isFinite(value));
    return new Metrics(finite);
  }

  static <T> String json(TypeReference<T> type, T value) {
    try {
      return Json.mapper().writerFor(type).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value, e);
    }
  }

  static <T> T parse(String json, TypeReference<T> type) {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds JSON that cannot be read: " + json, e);
    }
  }

  static <T> T parse(String json, Class<T> type) {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds JSON that cannot be read: " + json, e);
    }
  }
}
