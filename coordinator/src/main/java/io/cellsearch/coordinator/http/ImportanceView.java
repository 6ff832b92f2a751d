package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.core.importance.Importance;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import java.util.List;

/**
 * The importance of an experiment's parameters as the API shows it.
 *
 * @param height what the heights of the curves measure, for people
 * @param trials that it was read from
 * @param needed the fewest trials that say anything
 * @param parameters the most important first; empty where there are too few trials
 */
record ImportanceView(
    String experiment,
    String method,
    String metric,
    String height,
    int trials,
    int needed,
    List<EffectView> parameters,
    List<Importance.Interaction> interactions) {

  /** A parameter's importance; its scale is linear, log or choice. */
  record EffectView(
      String path, double share, double deviation, String scale, List<Importance.Point> curve) {}

  static ImportanceView of(
      ExperimentRecord experiment, String method, String height, Importance found) {
    List<Parameter> space = experiment.submission().spec().space().parameters();
    return new ImportanceView(
        experiment.submission().id().value(),
        method,
        experiment.submission().spec().metric().name(),
        height,
        found.observations(),
        Importance.LEAST_OBSERVATIONS,
        found.parameters().stream().map(effect -> effect(effect, space)).toList(),
        found.interactions());
  }

  private static EffectView effect(Importance.Effect effect, List<Parameter> space) {
    Parameter parameter =
        space.stream().filter(each -> each.path().equals(effect.path())).findFirst().orElseThrow();
    return new EffectView(
        effect.path(),
        effect.share(),
        effect.deviation(),
        scale(parameter.domain()),
        effect.curve());
  }

  private static String scale(Domain domain) {
    if (domain instanceof Domain.Choice) {
      return "choice";
    }
    boolean log =
        domain instanceof Domain.RealRange real && real.scale() == Scale.LOG
            || domain instanceof Domain.IntRange whole && whole.scale() == Scale.LOG;
    return log ? "log" : "linear";
  }
}
