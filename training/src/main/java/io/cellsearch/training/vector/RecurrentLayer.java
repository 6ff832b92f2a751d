package io.cellsearch.training.vector;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellParameter;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.WeightGradient;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Operand;
import io.cellsearch.training.plan.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One layer of a compiled cell. Sequences are time-major, {@code [time][batch][stride]}, rows
 * padded to the lanes; a batch may have fewer steps and rows than the layer was made for. States
 * begin at zero. Ragged sequences are right-padded: where the caller's output gradient is zero
 * beyond a sequence's end, nothing of the padding reaches a parameter.
 *
 * <p>Matrix products of the input run over all steps at once before the loop over time, weight
 * gradients over blocks of steps. Not safe for use by several threads.
 */
public final class RecurrentLayer {
  /** Steps whose weight gradients are gathered in one product; 4 to 16 were equally fast. */
  private static final int BLOCK = 8;

  private final CompiledCell cell;
  private final CellPlan plan;
  private final LayerShape shape;
  private final Arena arena;
  private final float[] parameters;
  private final float[] gradients;
  private final int vectorOffset;
  private final List<OperandWeights> weights = new ArrayList<>();
  private final WeightGradient.Left[] lefts;
  private final WeightGradient weightGradient = new WeightGradient();
  private final float[] inputGradients;
  private final int inputStride;
  private float[] x = new float[0];
  private int xOffset;
  private int xStride;
  private int steps;
  private int batch;

  /**
   * A layer whose parameters are a part of a network's flat arrays.
   *
   * @param offset where its parameters begin; they take {@link #parameterCount} floats
   */
  public RecurrentLayer(
      CompiledCell cell, LayerShape shape, float[] parameters, float[] gradients, int offset) {
    this.cell = cell;
    this.plan = cell.plan();
    this.shape = shape;
    this.parameters = parameters;
    this.gradients = gradients;
    if (plan.usesInput() && shape.inputs() != shape.units()) {
      throw new IllegalArgumentException(
          "a cell that reads its input elementwise without projecting it needs as many inputs as units, but got "
              + shape);
    }
    arena = new Arena(plan, shape);
    int next = offset;
    List<WeightGradient.Left> all = new ArrayList<>();
    for (Operand operand : plan.operands()) {
      OperandWeights own = new OperandWeights(operand, next, shape);
      weights.add(own);
      all.addAll(own.lefts(gradients));
      next += own.size();
    }
    vectorOffset = next;
    lefts = all.toArray(WeightGradient.Left[]::new);
    inputStride = Lanes.pad(shape.inputs());
    inputGradients = new float[shape.maxSteps() * shape.maxBatch() * inputStride];
    fillRhythms();
  }

  /** Floats that a layer takes in the flat arrays, masked ones included. */
  public static int parameterCount(Cell cell, int inputs, int units) {
    long count = 0;
    for (CellParameter parameter : cell.parameters()) {
      count += (long) parameter.rows(inputs, units) * units;
    }
    return Math.toIntExact(count);
  }

  /** Where each parameter of the cell lies. */
  public List<ParameterBlock> blocks() {
    List<ParameterBlock> blocks = new ArrayList<>();
    weights.forEach(own -> blocks.addAll(own.blocks()));
    for (int i = 0; i < plan.vectors().size(); i++) {
      int at = vectorOffset + i * shape.units();
      blocks.add(new ParameterBlock(plan.vectors().get(i), at, 1, shape.units(), shape.units()));
    }
    return blocks;
  }

  /** Holds the outputs. */
  public float[] outputs() {
    return arena.values;
  }

  /** Where the first step's outputs begin. */
  public int outputOffset() {
    return history(plan.cell().output()) + batch * arena.padded;
  }

  /** Distance of two rows of outputs and of output gradients. */
  public int outputRowStride() {
    return arena.padded;
  }

  /**
   * The caller writes the gradient of the loss by the outputs here before {@link #backward}: every
   * row, units wide.
   */
  public float[] outputGradients() {
    return arena.values;
  }

  public int outputGradientOffset() {
    return arena.offsets[plan.layout().outputGradient()];
  }

  /** Holds the input's gradients after {@link #backward}, if the cell was compiled for them. */
  public float[] inputGradients() {
    return inputGradients;
  }

  public int inputGradientOffset() {
    return 0;
  }

  public int inputGradientRowStride() {
    return inputStride;
  }

  /**
   * Runs over a batch. The input must stay as it is until {@link #backward} has run.
   *
   * @param input {@code [time][batch][rowStride]}, of each row the first {@code inputs} numbers
   */
  public void forward(float[] input, int offset, int rowStride, int batchSteps, int batchSize) {
    if (batchSteps < 1
        || batchSize < 1
        || batchSteps > shape.maxSteps()
        || batchSize > shape.maxBatch()) {
      throw new IllegalArgumentException(
          "a batch of %d steps and %d rows does not fit %s"
              .formatted(batchSteps, batchSize, shape));
    }
    x = input;
    xOffset = offset;
    xStride = rowStride;
    steps = batchSteps;
    batch = batchSize;
    prepareForward();
    for (int i = 0; i < weights.size(); i++) {
      if (plan.operands().get(i).isInput()) {
        weights.get(i).multiply(steps * batch, x, xOffset, xStride, arena, slotRow(0));
      }
    }
    Schedule schedule = plan.forward();
    for (int t = 0; t < steps; t++) {
      for (int loop = 0; loop < schedule.loops().size(); loop++) {
        if (schedule.opensStage(loop)) {
          products(schedule.stages().get(loop), t);
        }
        run(loop, t);
      }
    }
  }

  private void prepareForward() {
    for (int i = 0; plan.usesInput() && i < steps * batch; i++) {
      int to = arena.offsets[plan.layout().input()] + i * arena.padded;
      System.arraycopy(x, xOffset + i * xStride, arena.values, to, shape.inputs());
    }
    weights.forEach(own -> own.packForward(parameters));
    int units = shape.units();
    int vectors = arena.offsets[plan.layout().vectors()];
    for (int i = 0; i < plan.vectors().size(); i++) {
      System.arraycopy(
          parameters, vectorOffset + i * units, arena.values, vectors + i * arena.padded, units);
    }
    for (String state : plan.cell().states()) {
      int begin = history(state);
      Arrays.fill(arena.values, begin, begin + batch * arena.padded, 0);
    }
  }

  /** The products that a stage of step t begins with. */
  private void products(int stage, int t) {
    for (int i = 0; i < weights.size(); i++) {
      Operand operand = plan.operands().get(i);
      if (operand.stage() != stage) {
        continue;
      }
      if (t == 0 && operand.oldState().isPresent()) {
        weights.get(i).clear(batch, arena, slotRow(0));
      } else {
        int start = operandStart(operand, t);
        weights.get(i).multiply(batch, arena.values, start, arena.padded, arena, slotRow(t));
      }
    }
  }

  /** Runs back over the batch of the last {@link #forward}; overwrites this layer's gradients. */
  public void backward() {
    prepareBackward();
    Schedule schedule = plan.backward();
    int forwardLoops = plan.forward().loops().size();
    for (int t = steps - 1; t >= 0; t--) {
      for (int loop = 0; loop < schedule.loops().size(); loop++) {
        if (loop > 0 && schedule.opensStage(loop)) {
          backProducts(schedule.stages().get(loop), t);
        }
        run(forwardLoops + loop, t);
      }
      if (t > 0) {
        carryBack(t);
      }
      if (t % BLOCK == 0) {
        weightGradients(t, Math.min(BLOCK, steps - t));
      }
    }
    inputGradient();
    finish();
  }

  private void prepareBackward() {
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).packBackward(parameters);
    }
    for (int carry : plan.layout().carries().values()) {
      int begin = arena.offsets[carry];
      Arrays.fill(arena.values, begin, begin + batch * arena.padded, 0);
    }
    int sums = arena.offsets[plan.layout().vectorGradients()];
    Arrays.fill(arena.values, sums, sums + plan.vectors().size() * arena.padded, 0);
  }

  private void backProducts(int stage, int t) {
    for (int i = 0; i < weights.size(); i++) {
      if (plan.backStages().get(i) == stage) {
        int row = arena.offsets[plan.layout().backs().get(i)];
        weights
            .get(i)
            .multiplyBack(batch, arena, slotRow(t), arena.values, row, arena.padded, false);
      }
    }
  }

  /** What flows through matrices to the states before step t joins their carries. */
  private void carryBack(int t) {
    for (int i = 0; i < weights.size(); i++) {
      String state = plan.operands().get(i).oldState().orElse("");
      if (!state.isEmpty()) {
        int row = arena.offsets[carry(state)];
        boolean add = plan.carriedStates().contains(state);
        weights.get(i).multiplyBack(batch, arena, slotRow(t), arena.values, row, arena.padded, add);
      }
    }
  }

  private void weightGradients(int t, int count) {
    int left = 0;
    boolean add = t + count < steps;
    for (Operand operand : plan.operands()) {
      float[] from = operand.isInput() ? x : arena.values;
      int start = operand.isInput() ? xOffset + t * batch * xStride : operandStart(operand, t);
      int stride = operand.isInput() ? xStride : arena.padded;
      for (int run = 0; run < operand.wholeRuns().size(); run++) {
        lefts[left++].read(from, start, stride, add);
      }
    }
    int columns = plan.slots().size() * arena.padded;
    weightGradient.multiply(
        count * batch, columns, arena.values, slotRow(t), arena.slotStride, lefts);
  }

  private void inputGradient() {
    boolean add = plan.givesInputGradient();
    for (int i = 0; add && i < steps * batch; i++) {
      int from = arena.offsets[plan.layout().inputGradient()] + i * arena.padded;
      System.arraycopy(arena.values, from, inputGradients, i * inputStride, shape.inputs());
    }
    for (int i = 0; cell.givesInputGradient() && i < weights.size(); i++) {
      if (plan.operands().get(i).isInput()) {
        weights
            .get(i)
            .multiplyBack(steps * batch, arena, slotRow(0), inputGradients, 0, inputStride, add);
      }
    }
  }

  private void finish() {
    weights.forEach(own -> own.collect(gradients));
    int units = shape.units();
    int sums = arena.offsets[plan.layout().vectorGradients()];
    for (int i = 0; i < plan.vectors().size(); i++) {
      System.arraycopy(
          arena.values, sums + i * arena.padded, gradients, vectorOffset + i * units, units);
    }
    for (ParameterBlock block : blocks()) {
      plan.cell().parameter(block.id()).blocks().ifPresent(groups -> mask(block, groups));
    }
  }

  /** Group i reads groups j ≥ i: the operand's rows of group j feed the columns of groups i ≤ j. */
  private void mask(ParameterBlock block, int groups) {
    int width = shape.units() / groups;
    for (int row = 0; row < block.rows(); row++) {
      int begin = block.offset() + row * block.rowStride();
      Arrays.fill(gradients, begin + (row / width + 1) * width, begin + block.columns(), 0);
    }
  }

  private void run(int loop, int t) {
    cell.kernel().run(loop, arena.values, arena.offsets, t, batch, arena.padded, arena.slotStride);
  }

  private int slotRow(int t) {
    return arena.offsets[plan.layout().slots()] + t * batch * arena.slotStride;
  }

  private int history(String state) {
    return arena.offsets[plan.layout().histories().getOrDefault(state, -1)];
  }

  private int carry(String state) {
    return plan.layout().carries().getOrDefault(state, -1);
  }

  /** Where the rows of an operand of step t begin in the arena. */
  private int operandStart(Operand operand, int t) {
    boolean next = operand.place().layout() == io.cellsearch.training.kernel.Place.Layout.NEXT;
    return arena.offsets[operand.place().buffer()] + (next ? t + 1 : t) * batch * arena.padded;
  }

  private void fillRhythms() {
    plan.rhythms()
        .forEach(
            (buffer, rhythm) -> {
              for (int t = 0; t < shape.maxSteps(); t++) {
                for (int unit = 0; unit < shape.units(); unit++) {
                  float value = rhythm.isOn(t, unit, shape.units()) ? 1 : 0;
                  arena.values[arena.offsets[buffer] + t * arena.padded + unit] = value;
                }
              }
            });
  }
}
