package io.cellsearch.core.importance;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.search.Axis;
import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/** Observations of spaces for tests: drawn, or recorded with their expected importance. */
final class Observed {
  private Observed() {}

  static Parameter real(String path, double min, double max, Scale scale) {
    return Parameter.of(path, new Domain.RealRange(min, max, scale, OptionalDouble.empty()));
  }

  static Parameter whole(String path, long min, long max, Scale scale) {
    return Parameter.of(path, new Domain.IntRange(min, max, scale, 1));
  }

  static Parameter choice(String path, String... values) {
    List<ParameterValue> texts =
        Stream.of(values).<ParameterValue>map(ParameterValue.Text::new).toList();
    return Parameter.of(path, new Domain.Choice(texts));
  }

  /** The parameter where another one has a value. */
  static Parameter when(Parameter parameter, String path, String value) {
    return new Parameter(
        parameter.path(),
        parameter.domain(),
        List.of(new Condition(path, List.of(new ParameterValue.Text(value)))));
  }

  /** Random configurations and what a function makes of them. */
  static List<Observation> drawn(
      SearchSpace space, int count, ToDoubleFunction<Configuration> function) {
    UniformRandomProvider random = Seeds.stream(Seeds.child(5, 0, Purpose.SIMULATION));
    Map<Parameter, Axis> axes =
        Axis.of(space).stream().collect(Collectors.toMap(Axis::parameter, axis -> axis));
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Configuration drawn =
          space.configure(parameter -> axes.get(parameter).at(random.nextDouble()));
      observations.add(new Observation(drawn, function.applyAsDouble(drawn)));
    }
    return observations;
  }

  /** Recorded observations of a space whose parameters are the columns; the loss comes last. */
  static List<Observation> recorded(String file, SearchSpace space) {
    return rows(file).stream().map(row -> observation(row, space)).toList();
  }

  private static Observation observation(String[] row, SearchSpace space) {
    List<Parameter> columns = space.parameters();
    Configuration configuration =
        space.configure(parameter -> value(parameter, row[columns.indexOf(parameter)]));
    return new Observation(configuration, Double.parseDouble(row[columns.size()]));
  }

  private static ParameterValue value(Parameter parameter, String text) {
    if (parameter.domain() instanceof Domain.IntRange) {
      return new ParameterValue.Int(Long.parseLong(text));
    }
    return parameter.domain() instanceof Domain.RealRange
        ? new ParameterValue.Real(Double.parseDouble(text))
        : new ParameterValue.Text(text);
  }

  /** The shares that Optuna gave, by parameter. */
  static Map<String, Double> expected(String method, String observations) {
    return rows("expected.csv").stream()
        .filter(row -> row[0].equals(method) && row[1].equals(observations))
        .collect(Collectors.toMap(row -> row[2], row -> Double.parseDouble(row[3])));
  }

  private static List<String[]> rows(String file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Observed.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
