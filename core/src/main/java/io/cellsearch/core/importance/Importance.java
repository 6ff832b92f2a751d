package io.cellsearch.core.importance;

import io.cellsearch.core.space.ParameterValue;
import java.util.List;

/**
 * How much each searched parameter matters.
 *
 * @param observations that it was read from
 * @param parameters the most important first
 * @param interactions of two parameters, the strongest first; empty where a method knows none
 */
public record Importance(
    int observations, List<Effect> parameters, List<Interaction> interactions) {

  /** Fewer observations than this say nothing. */
  public static final int LEAST_OBSERVATIONS = 4;

  public Importance {
    parameters = List.copyOf(parameters);
    interactions = List.copyOf(interactions);
  }

  /**
   * What one parameter does by itself.
   *
   * @param share of all there is to explain, 0 to 1; what a method takes as all is in its comment
   * @param deviation of the share between the parts of a model, 0 where there is one
   * @param curve over the parameter's range, or over its choices
   */
  public record Effect(String path, double share, double deviation, List<Point> curve) {
    public Effect {
      curve = List.copyOf(curve);
    }
  }

  /**
   * A point of a marginal curve.
   *
   * @param height in the unit that the method documents
   * @param deviation of the height between the parts of a model, 0 where there is one
   */
  public record Point(ParameterValue value, double height, double deviation) {}

  /** What two parameters do together beyond what each does alone, as a share. */
  public record Interaction(String first, String second, double share) {}
}
