package io.cellsearch.training.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.emit.SourceCompiler;
import io.cellsearch.training.nd4j.Nd4jNetwork;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Planner;
import io.cellsearch.training.plan.Surroundings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Compiled layers against the same graphs evaluated by ND4J in double precision. */
@Tag("unit")
final class RecurrentLayerTest {
  private static final Surroundings ALONE = new Surroundings(true, Set.of());

  /** Every cell of the library, and cells that lead the planner into its corners. */
  static List<CellDefinition> cells() {
    List<CellDefinition> cells = new ArrayList<>();
    CellLibrary.standard().names().forEach(name -> cells.add(CellLibrary.standard().get(name)));
    add(
        cells,
        "matrices-on-parameters",
        "state h\nk = p * W x\nh' = tanh(W x + U q + V tick(2) + U2 (r * h) + U k)");
    add(
        cells,
        "two-matrices-on-one-vector",
        "state h\nh' = tanh(W x + U h + U2 h + b) * sigmoid(V (x * h) + b2)");
    add(
        cells,
        "every-function",
        "state h, c\na = softplus(W x + U h - 0.5) / (1 + exp(-x))\nk = log(2 + abs(W x)) + sqrt(1.5 + sigmoid(U h + b))\nd = min(a, p * k) * where(W x, relu(U c + b), -tanh(v * h))\nc' = tick(3) * d + (1 - tick(3)) * c\nh' = tanh(c') + 0.1 * max(d, W x)");
    return cells;
  }

  private static void add(List<CellDefinition> cells, String name, String text) {
    cells.add(CellDefinition.parse(name, text));
  }

  /**
   * steps, batch, inputs, units: no multiple of any vector width, exactly 16, one of everything.
   */
  private static final int[][] SHAPES = {
    {7, 3, 6, 20}, {5, 2, 20, 20}, {10, 4, 5, 16}, {1, 1, 4, 4}, {9, 1, 12, 12}
  };

  @ParameterizedTest
  @MethodSource("cells")
  void outputsAndGradientsEqualThoseOfTheReference(CellDefinition cell) {
    for (int[] shape : SHAPES) {
      compare(cell, shape[0], shape[1], shape[2], shape[3]);
    }
  }

  private static void compare(
      CellDefinition definition, int steps, int batch, int inputs, int units) {
    NetworkSpec spec =
        new NetworkSpec(
            definition,
            CellOptions.STANDARD,
            inputs,
            units,
            1,
            2,
            Head.EVERY_STEP,
            Loss.MSE,
            0,
            steps,
            batch);
    Nd4jNetwork reference = new Nd4jNetwork(spec, DataType.DOUBLE);
    Run run = new Run(definition, steps, batch, inputs, units);
    Head2 head = new Head2(run, reference);
    run.forward();
    head.passGradient();
    run.layer.backward();

    head.compareOutputs();
    for (ParameterBlock block : run.layer.blocks()) {
      head.compareGradients(block);
    }
  }

  /** A layer with random parameters and inputs. */
  private static final class Run {
    final RecurrentLayer layer;
    final float[] parameters;
    final float[] gradients;
    final float[] x;
    final int steps;
    final int batch;
    final int units;

    Run(CellDefinition definition, int steps, int batch, int inputs, int units) {
      this(
          CompiledCell.compile(definition.instantiate(CellOptions.STANDARD, inputs, units), ALONE),
          definition,
          new LayerShape(steps, batch, inputs, units),
          steps,
          batch);
    }

    Run(CompiledCell compiled, CellDefinition definition, LayerShape shape, int steps, int batch) {
      this.steps = steps;
      this.batch = batch;
      this.units = shape.units();
      Cell cell = definition.instantiate(CellOptions.STANDARD, shape.inputs(), units);
      parameters = new float[RecurrentLayer.parameterCount(cell, shape.inputs(), units) + 3];
      gradients = new float[parameters.length];
      layer = new RecurrentLayer(compiled, shape, parameters, gradients, 3);
      SplittableRandom random = new SplittableRandom(5);
      for (ParameterBlock block : layer.blocks()) {
        int groups = cell.parameter(block.id()).blocks().orElse(1);
        for (int r = 0; r < block.rows(); r++) {
          for (int c = 0; c < block.columns(); c++) {
            double value = (random.nextDouble() * 2 - 1) / Math.sqrt(units);
            boolean masked = groups > 1 && r / (units / groups) < c / (units / groups);
            parameters[block.offset() + r * block.rowStride() + c] = masked ? 0 : (float) value;
          }
        }
      }
      x = new float[steps * batch * shape.inputs()];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian();
      }
    }

    void forward() {
      int[] lengths = new int[batch];
      Arrays.fill(lengths, steps);
      layer.forwardInTraining(new Sequences(x, 0, x.length / (steps * batch), steps, lengths));
    }

    int output(int row, int unit) {
      return layer.outputOffset() + row * layer.outputRowStride() + unit;
    }

    int outputGradient(int row, int unit) {
      return layer.outputGradientOffset() + row * layer.outputRowStride() + unit;
    }

    void randomOutputGradient() {
      SplittableRandom random = new SplittableRandom(6);
      for (int row = 0; row < steps * batch; row++) {
        for (int j = 0; j < units; j++) {
          layer.outputGradients()[outputGradient(row, j)] = (float) random.nextGaussian();
        }
      }
    }
  }

  /** The reference's own head, applied to the layer in double precision. */
  private static final class Head2 {
    private final Run run;
    private final Nd4jNetwork reference;
    private final Batch batch;
    private final double[] weights;

    Head2(Run run, Nd4jNetwork reference) {
      this.run = run;
      this.reference = reference;
      SplittableRandom random = new SplittableRandom(9);
      float[] targets = new float[run.steps * run.batch * 2];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = (float) random.nextGaussian();
      }
      batch = Batch.even(run.steps, run.batch, run.x, targets);
      for (ParameterBlock block : run.layer.blocks()) {
        ParameterTensor tensor = tensor("layer0." + block.id());
        for (int r = 0; r < block.rows(); r++) {
          for (int c = 0; c < block.columns(); c++) {
            reference.parameters()[tensor.place().index(r, c)] =
                run.parameters[block.offset() + r * block.rowStride() + c];
          }
        }
      }
      ParameterTensor w = tensor("head.W");
      weights = new double[run.units * 2];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextGaussian();
        reference.parameters()[w.place().index(i / 2, i % 2)] = weights[i];
      }
      reference.train(batch);
    }

    private ParameterTensor tensor(String id) {
      return reference.tensors().stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow();
    }

    private double prediction(int row, int output) {
      double sum = 0;
      for (int j = 0; j < run.units; j++) {
        sum += run.layer.outputs()[run.output(row, j)] * weights[j * 2 + output];
      }
      return sum;
    }

    /** d mean((y - target)²) / dh = 2 (y - target) W' / (rows · outputs). */
    void passGradient() {
      int rows = run.steps * run.batch;
      for (int row = 0; row < rows; row++) {
        for (int j = 0; j < run.units; j++) {
          double sum = 0;
          for (int o = 0; o < 2; o++) {
            double error = prediction(row, o) - batch.targets()[row * 2 + o];
            sum += 2 * error / (rows * 2) * weights[j * 2 + o];
          }
          run.layer.outputGradients()[run.outputGradient(row, j)] = (float) sum;
        }
      }
    }

    void compareOutputs() {
      double[] wanted = reference.outputsInTraining(batch);
      for (int row = 0; row < run.steps * run.batch; row++) {
        for (int o = 0; o < 2; o++) {
          assertThat(prediction(row, o))
              .as("row %d", row)
              .isCloseTo(wanted[row * 2 + o], within(2e-5));
        }
      }
    }

    void compareGradients(ParameterBlock block) {
      ParameterTensor tensor = tensor("layer0." + block.id());
      double largest = 1e-3;
      double error = 0;
      for (int r = 0; r < block.rows(); r++) {
        for (int c = 0; c < block.columns(); c++) {
          double wanted = reference.gradients()[tensor.place().index(r, c)];
          largest = Math.max(largest, Math.abs(wanted));
          error =
              Math.max(
                  error,
                  Math.abs(wanted - run.gradients[block.offset() + r * block.rowStride() + c]));
        }
      }
      assertThat(error / largest)
          .as("relative error of the gradient of %s", block.id())
          .isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void bytecodeAndPrintedJavaAgreeBitForBit(CellDefinition definition) {
    Cell cell = definition.instantiate(CellOptions.STANDARD, 6, 20);
    CellPlan plan = Planner.plan(cell, ALONE);
    LayerShape shape = new LayerShape(5, 3, 6, 20);
    Run bytecode = new Run(CompiledCell.compile(cell, ALONE), definition, shape, 5, 3);
    Run source =
        new Run(
            CompiledCell.of(plan, SourceCompiler.compile(CompiledCell.loops(plan)), ALONE),
            definition,
            shape,
            5,
            3);

    assertThat(results(source)).containsExactly(results(bytecode));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aSmallBatchInALargeLayerGivesTheSameBits(CellDefinition definition) {
    Cell cell = definition.instantiate(CellOptions.STANDARD, 6, 20);
    CompiledCell compiled = CompiledCell.compile(cell, ALONE);
    Run exact = new Run(compiled, definition, new LayerShape(5, 3, 6, 20), 5, 3);
    Run roomy = new Run(compiled, definition, new LayerShape(11, 8, 6, 20), 5, 3);

    float[] wanted = results(exact);
    assertThat(results(roomy)).containsExactly(wanted);
    assertThat(results(roomy))
        .as("a second run over what the first one left")
        .containsExactly(wanted);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void noLoopExceedsWhatTheJitCompilerInlines(CellDefinition definition) {
    CellPlan plan = Planner.plan(definition.instantiate(CellOptions.STANDARD, 6, 20), ALONE);

    assertThat(CompiledCell.loops(plan))
        .allSatisfy(loop -> assertThat(loop.size()).isLessThanOrEqualTo(42));
  }

  @Test
  void aGroupOfClockworkKeepsItsValueUntilItTicks() {
    Run run = new Run(CellLibrary.standard().get("clockwork"), 9, 2, 3, 12);
    run.forward();

    // four groups of three units with periods 1, 2, 4 and 8
    for (int t = 1; t < 9; t++) {
      for (int unit = 0; unit < 12; unit++) {
        float before = run.layer.outputs()[run.output((t - 1) * 2, unit)];
        float after = run.layer.outputs()[run.output(t * 2, unit)];
        assertThat(after != before)
            .as("unit %d moves at step %d", unit, t)
            .isEqualTo(t % List.of(1, 2, 4, 8).get(unit / 3) == 0);
      }
    }
  }

  @Test
  void theInputsGradientIsThatOfTheLoss() {
    CellDefinition lstm = CellLibrary.standard().get("lstm-peephole");
    Run run = new Run(lstm, 6, 2, 5, 20);
    run.forward();
    run.randomOutputGradient();
    run.layer.backward();
    float[] symbolic = run.layer.inputGradients().clone();
    for (int i : new int[] {0, 7, 31, 59}) {
      float old = run.x[i];
      double above = weighted(run, i, old + 1e-2f);
      double below = weighted(run, i, old - 1e-2f);
      run.x[i] = old;
      double numeric = (above - below) / 2e-2;
      int row = run.layer.inputGradientOffset() + i / 5 * run.layer.inputGradientRowStride();
      int at = row + i % 5;

      // Central differences of width 0.01 in float: about 1e-7 / 1e-2 by rounding, 1e-4 by
      // curvature.
      assertThat((double) symbolic[at]).isCloseTo(numeric, within(2e-3));
    }
  }

  private static double weighted(Run run, int i, float value) {
    run.x[i] = value;
    run.forward();
    double sum = 0;
    for (int row = 0; row < run.steps * run.batch; row++) {
      for (int j = 0; j < run.units; j++) {
        sum +=
            (double) run.layer.outputs()[run.output(row, j)]
                * run.layer.outputGradients()[run.outputGradient(row, j)];
      }
    }
    return sum;
  }

  /** Outputs, gradients of parameters and of inputs, without padding. */
  private static float[] results(Run run) {
    run.forward();
    run.randomOutputGradient();
    run.layer.backward();
    List<Float> all = new ArrayList<>();
    for (int row = 0; row < run.steps * run.batch; row++) {
      for (int j = 0; j < run.units; j++) {
        all.add(run.layer.outputs()[run.output(row, j)]);
      }
      for (int j = 0; j < run.x.length / (run.steps * run.batch); j++) {
        int at = run.layer.inputGradientOffset() + row * run.layer.inputGradientRowStride() + j;
        all.add(run.layer.inputGradients()[at]);
      }
    }
    float[] results = new float[all.size() + run.gradients.length];
    Stream.iterate(0, i -> i + 1).limit(all.size()).forEach(i -> results[i] = all.get(i));
    System.arraycopy(run.gradients, 0, results, all.size(), run.gradients.length);
    return results;
  }
}
