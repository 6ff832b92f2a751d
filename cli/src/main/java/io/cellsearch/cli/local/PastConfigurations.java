package io.cellsearch.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations of an experiment as points that another one can try, whose space may differ. */
final class PastConfigurations {
  private PastConfigurations() {}

  /**
   * The points by the paths of their parameters. What does not lie in the space is left out, and so
   * is a configuration of which nothing or nothing new is left.
   *
   * @param configurations as the API shows them, best first
   */
  static List<Map<String, ParameterValue>> in(
      SearchSpace space, List<Map<String, JsonNode>> configurations) {
    List<Map<String, ParameterValue>> points = new ArrayList<>();
    for (Map<String, JsonNode> configuration : configurations) {
      Map<String, ParameterValue> point = in(space, configuration);
      boolean searched = space.parameters().stream().anyMatch(each -> isSearched(each, point));
      if (searched && !points.contains(point)) {
        points.add(point);
      }
    }
    return points;
  }

  private static Map<String, ParameterValue> in(
      SearchSpace space, Map<String, JsonNode> configuration) {
    Map<String, ParameterValue> point = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      Optional.ofNullable(configuration.get(parameter.path()))
          .map(value -> value(value, parameter.domain()))
          .filter(parameter.domain()::contains)
          .filter(value -> parameter.active(point))
          .ifPresent(value -> point.put(parameter.path(), value));
    }
    return point;
  }

  private static ParameterValue value(JsonNode json, Domain domain) {
    if (json.isNumber()) {
      return json.isIntegralNumber() && !(domain instanceof Domain.RealRange)
          ? new ParameterValue.Int(json.asLong())
          : new ParameterValue.Real(json.asDouble());
    }
    return json.isBoolean()
        ? new ParameterValue.Flag(json.asBoolean())
        : new ParameterValue.Text(json.asText());
  }

  private static boolean isSearched(Parameter parameter, Map<String, ParameterValue> point) {
    return point.containsKey(parameter.path()) && !(parameter.domain() instanceof Domain.Constant);
  }
}
