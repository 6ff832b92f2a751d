package io.cellsearch.core.search;

import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Spaces for tests. */
final class Spaces {
  private Spaces() {}

  static SearchSpace of(Parameter... parameters) {
    List<Parameter> all = new ArrayList<>(Arrays.asList(parameters));
    all.add(Parameter.of("training.max_epochs", new Domain.Constant(new ParameterValue.Int(27))));
    return new SearchSpace(all);
  }

  static Parameter real(String path, double min, double max, Scale scale) {
    return Parameter.of(path, new Domain.RealRange(min, max, scale, OptionalDouble.empty()));
  }

  static Parameter stepped(String path, double min, double max, double step) {
    return Parameter.of(
        path, new Domain.RealRange(min, max, Scale.LINEAR, OptionalDouble.of(step)));
  }

  static Parameter whole(String path, long min, long max, Scale scale) {
    return Parameter.of(path, new Domain.IntRange(min, max, scale, 1));
  }

  static Parameter choice(String path, String... values) {
    return Parameter.of(path, names(values));
  }

  static Domain.Choice names(String... values) {
    return new Domain.Choice(
        Arrays.stream(values).<ParameterValue>map(ParameterValue.Text::new).toList());
  }

  static Parameter when(Parameter parameter, String path, String value) {
    return new Parameter(
        parameter.path(),
        parameter.domain(),
        List.of(new Condition(path, List.of(new ParameterValue.Text(value)))));
  }

  /** All kinds of parameters, one of them conditional. */
  static SearchSpace mixed() {
    return of(
        choice("cell", "lstm", "gru", "lstm-peephole"),
        when(choice("peephole", "on", "off"), "cell", "lstm-peephole"),
        when(real("peephole_scale", 0.1, 1, Scale.LINEAR), "cell", "lstm-peephole"),
        whole("units", 16, 256, Scale.LOG),
        stepped("dropout", 0, 0.5, 0.1),
        real("rate", 1e-4, 1e-1, Scale.LOG));
  }

  /** Numbers only. */
  static SearchSpace numeric() {
    return of(
        whole("units", 16, 256, Scale.LOG),
        stepped("dropout", 0, 0.5, 0.1),
        real("momentum", 0, 1, Scale.LINEAR),
        real("rate", 1e-4, 1e-1, Scale.LOG));
  }

  /** 3 choices, of which one has 2 more: 2 + 2 = 4, times 3 numbers of layers: 12 points. */
  static SearchSpace finite() {
    return of(
        choice("cell", "lstm", "gru", "lstm-peephole"),
        when(choice("peephole", "on", "off"), "cell", "lstm-peephole"),
        whole("layers", 1, 3, Scale.LINEAR));
  }
}
