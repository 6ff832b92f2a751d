package io.cellsearch.training.vector;

import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.CellPlan.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the loops of a layer read that is there for all steps before the first one: the input where
 * it is read elementwise, states of the layer below, normalised products, ticks and clocks.
 */
final class GivenLeaves {
  private final CellPlan plan;
  private final Arena arena;
  private final LayerShape shape;
  private final Optional<Given> input;
  private final List<Given> below = new ArrayList<>();
  private final List<NormalisedProduct> normalised = new ArrayList<>();
  private Optional<RecurrentLayer> lower = Optional.empty();

  /** The step that the rows of rhythms begin with. */
  private int rhythmsFrom;

  /**
   * The given leaves of a plan.
   *
   * @param offset where the parameters of normalised products begin in the flat arrays
   */
  GivenLeaves(CellPlan plan, LayerShape shape, Arena arena, FlatArrays flat, int offset) {
    this.arena = arena;
    this.shape = shape;
    this.input = plan.given().stream().filter(each -> each.leaf().op() == Op.INPUT).findFirst();
    if (input.isPresent() && shape.inputs() != shape.units()) {
      throw new IllegalArgumentException(
          "a cell that reads its input elementwise without projecting it needs as many inputs as units, but got "
              + shape);
    }
    this.plan = plan;
    fillRhythms(0);
    int next = offset;
    for (Given each : plan.given()) {
      if (each.leaf().op() == Op.BELOW) {
        below.add(each);
      } else if (each.leaf().op() == Op.NORMALISED) {
        NormalisedProduct product = new NormalisedProduct(each, next, shape, arena, flat);
        normalised.add(product);
        next += product.size();
      }
    }
  }

  /** Rhythms count the steps of sequences, not those of a batch. */
  private void fillRhythms(int before) {
    rhythmsFrom = before;
    plan.rhythms()
        .forEach(
            (buffer, rhythm) -> {
              for (int t = 0; t < shape.maxSteps(); t++) {
                for (int unit = 0; unit < shape.units(); unit++) {
                  float value = rhythm.isOn(before + t, unit, shape.units()) ? 1 : 0;
                  arena.values[arena.offsets[buffer] + t * arena.padded + unit] = value;
                }
              }
            });
  }

  void standOn(RecurrentLayer layer) {
    lower = Optional.of(layer);
  }

  /** Parameters that belong to the leaves themselves. */
  List<ParameterBlock> blocks() {
    return normalised.stream().flatMap(product -> product.blocks().stream()).toList();
  }

  void forward(Sequences x) {
    copy(x);
    normalised.forEach(product -> product.forward(x));
  }

  void forwardInTraining(Sequences x) {
    copy(x);
    normalised.forEach(product -> product.forwardInTraining(x));
  }

  private void copy(Sequences x) {
    if (x.before() != rhythmsFrom) {
      fillRhythms(x.before());
    }
    for (int row = 0; input.isPresent() && row < x.rows(); row++) {
      int to = arena.offsets[input.get().values()] + row * arena.padded;
      System.arraycopy(x.values(), x.start(row), arena.values, to, shape.inputs());
    }
    for (Given each : below) {
      RecurrentLayer layer = layerBelow();
      // a history begins with the rows before the first step
      int from = layer.addresses().history(each.leaf().name()) + x.batch() * arena.padded;
      int to = arena.offsets[each.values()];
      System.arraycopy(layer.arena().values, from, arena.values, to, x.rows() * arena.padded);
    }
  }

  private RecurrentLayer layerBelow() {
    return lower.orElseThrow(
        () -> new IllegalStateException("a layer that reads states below stands on no layer"));
  }

  /** Turns the loops' gradients of the leaves into those of what they are computed from. */
  void backward(Sequences x) {
    normalised.forEach(product -> product.backward(x));
    for (Given each : below) {
      float[] to = layerBelow().arena().values;
      int start = layerBelow().addresses().gradientFromAbove(each.leaf().name());
      int count = x.rows() * arena.padded;
      if (each.gradients() < 0) {
        Arrays.fill(to, start, start + count, 0);
      } else {
        System.arraycopy(arena.values, arena.offsets[each.gradients()], to, start, count);
      }
    }
  }

  /** Writes the elementwise part of the input's gradients; says whether there is one. */
  boolean copyInputGradients(int rows, float[] to, int stride) {
    int gradients = input.map(Given::gradients).orElse(-1);
    for (int row = 0; gradients >= 0 && row < rows; row++) {
      int from = arena.offsets[gradients] + row * arena.padded;
      System.arraycopy(arena.values, from, to, Lanes.FIRST + row * stride, shape.inputs());
    }
    return gradients >= 0;
  }

  /** Adds what flows to the input through normalised products. */
  void addInputGradients(Sequences x, float[] to, int stride, boolean accumulate) {
    boolean add = accumulate;
    for (NormalisedProduct product : normalised) {
      product.addInputGradients(x, to, stride, add);
      add = true;
    }
  }

  /** Takes gradients of matrices out of their padded copies. */
  void collect(float[] gradients) {
    normalised.forEach(product -> product.collect(gradients));
  }
}
