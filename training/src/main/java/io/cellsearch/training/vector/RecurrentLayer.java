package io.cellsearch.training.vector;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellParameter;
import io.cellsearch.training.linalg.Floats;
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
  static final int BLOCK = 8;

  private final CompiledCell cell;
  private final CellPlan plan;
  private final LayerShape shape;
  private final Arena arena;
  private final Slots slots;
  private final FlatArrays flat;
  private final List<OperandWeights> weights = new ArrayList<>();
  private final WeightGradient.Left[] lefts;
  private final WeightGradient weightGradient = new WeightGradient();
  private final VectorParameters vectors;
  private final GivenLeaves given;
  private final float[] inputGradients;
  private final int inputStride;

  /** Parameters of which a mask keeps a part. */
  private final List<ParameterBlock> masked;

  private Sequences x = new Sequences(new float[0], 0, 0, 0, new int[0]);
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
    flat = new FlatArrays(parameters, gradients);
    arena = new Arena(plan, shape);
    slots = arena.slots();
    int next = offset;
    List<WeightGradient.Left> all = new ArrayList<>();
    for (Operand operand : plan.operands()) {
      int rows = operand.isInput() ? shape.inputs() : shape.units();
      OperandWeights own = new OperandWeights(operand, next, rows, shape.units());
      weights.add(own);
      all.addAll(own.lefts(gradients));
      next += own.size();
    }
    lefts = all.toArray(WeightGradient.Left[]::new);
    vectors = new VectorParameters(plan, arena, shape.units(), next);
    given = new GivenLeaves(plan, shape, arena, flat, next + vectors.size());
    masked =
        blocks().stream()
            .filter(block -> plan.cell().parameter(block.id()).blocks().isPresent())
            .toList();
    inputStride = Lanes.pad(shape.inputs());
    inputGradients = Floats.array((long) shape.maxSteps() * shape.maxBatch() * inputStride);
  }

  /**
   * Says which layer this one stands on. Needed for a cell that reads the states below; this
   * layer's {@link #backward} then leaves their gradients there.
   */
  public void standOn(RecurrentLayer below) {
    given.standOn(below);
  }

  /** Floats that a layer takes in the flat arrays, masked ones included. */
  public static int parameterCount(Cell cell, int inputs, int units) {
    long count = 0;
    for (CellParameter parameter : cell.parameters()) {
      count += (long) parameter.rows(inputs, units) * units;
    }
    return Floats.length(count);
  }

  /** Where each parameter of the cell lies. */
  public List<ParameterBlock> blocks() {
    List<ParameterBlock> blocks = new ArrayList<>();
    weights.forEach(own -> blocks.addAll(own.blocks()));
    blocks.addAll(vectors.blocks());
    blocks.addAll(given.blocks());
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
   * Runs over a batch, as it is done to evaluate. The input must stay as it is until {@link
   * #backward} has run.
   */
  public void forward(Sequences input) {
    begin(input);
    given.forward(x);
    runForward();
  }

  /** Runs over a batch as it is done to train: what is normalised follows the batch. */
  public void forwardInTraining(Sequences input) {
    begin(input);
    given.forwardInTraining(x);
    runForward();
  }

  private void begin(Sequences input) {
    if (input.steps() < 1
        || input.batch() < 1
        || input.steps() > shape.maxSteps()
        || input.batch() > shape.maxBatch()) {
      throw new IllegalArgumentException(
          "a batch of %d steps and %d rows does not fit %s"
              .formatted(input.steps(), input.batch(), shape));
    }
    x = input;
    steps = input.steps();
    batch = input.batch();
    weights.forEach(own -> own.packForward(flat.parameters()));
    vectors.load(flat.parameters());
    for (String state : plan.cell().states()) {
      int begin = history(state);
      Arrays.fill(arena.values, begin, begin + batch * arena.padded, 0);
    }
  }

  private void runForward() {
    for (int i = 0; i < weights.size(); i++) {
      if (plan.operands().get(i).isInput()) {
        weights
            .get(i)
            .multiply(steps * batch, x.values(), x.offset(), x.rowStride(), slots, slotRow(0));
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

  /** The products that a stage of step t begins with. */
  private void products(int stage, int t) {
    for (int i = 0; i < weights.size(); i++) {
      Operand operand = plan.operands().get(i);
      if (operand.stage() != stage) {
        continue;
      }
      if (t == 0 && operand.oldState().isPresent()) {
        weights.get(i).clear(batch, slots, slotRow(0));
      } else {
        int start = operandStart(operand, t);
        weights.get(i).multiply(batch, arena.values, start, arena.padded, slots, slotRow(t));
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
    given.backward(x);
    inputGradient();
    finish();
  }

  private void prepareBackward() {
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).packBackward(flat.parameters());
    }
    for (int carry : plan.layout().carries().values()) {
      int begin = arena.offsets[carry];
      Arrays.fill(arena.values, begin, begin + batch * arena.padded, 0);
    }
    vectors.clearGradients();
  }

  private void backProducts(int stage, int t) {
    for (int i = 0; i < weights.size(); i++) {
      if (plan.backStages().get(i) == stage) {
        int row = arena.offsets[plan.layout().backs().get(i)];
        weights
            .get(i)
            .multiplyBack(batch, slots, slotRow(t), arena.values, row, arena.padded, false);
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
        weights.get(i).multiplyBack(batch, slots, slotRow(t), arena.values, row, arena.padded, add);
      }
    }
  }

  private void weightGradients(int t, int count) {
    int left = 0;
    boolean add = t + count < steps;
    for (int i = 0; i < weights.size(); i++) {
      Operand operand = plan.operands().get(i);
      float[] from = operand.isInput() ? x.values() : arena.values;
      int start = operand.isInput() ? x.start(t * batch) : operandStart(operand, t);
      int stride = operand.isInput() ? x.rowStride() : arena.padded;
      for (int run = 0; run < weights.get(i).leftCount(); run++) {
        lefts[left++].read(from, start, stride, add);
      }
    }
    int columns = plan.slots().size() * arena.padded;
    weightGradient.multiply(
        count * batch, columns, arena.values, slotRow(t), arena.slotStride, lefts);
  }

  private void inputGradient() {
    if (!cell.givesInputGradient()) {
      return;
    }
    boolean add = given.copyInputGradients(steps * batch, inputGradients, inputStride);
    for (int i = 0; i < weights.size(); i++) {
      if (plan.operands().get(i).isInput()) {
        weights
            .get(i)
            .multiplyBack(steps * batch, slots, slotRow(0), inputGradients, 0, inputStride, add);
        add = true;
      }
    }
    given.addInputGradients(x, inputGradients, inputStride, add);
  }

  private void finish() {
    weights.forEach(own -> own.collect(flat.gradients()));
    given.collect(flat.gradients());
    vectors.storeGradients(flat.gradients());
    for (ParameterBlock block : masked) {
      mask(block, plan.cell().parameter(block.id()).blocks().orElseThrow());
    }
  }

  /** Group i reads groups j ≥ i: the operand's rows of group j feed the columns of groups i ≤ j. */
  private void mask(ParameterBlock block, int groups) {
    int width = shape.units() / groups;
    for (int row = 0; row < block.rows(); row++) {
      int begin = block.offset() + row * block.rowStride();
      Arrays.fill(flat.gradients(), begin + (row / width + 1) * width, begin + block.columns(), 0);
    }
  }

  /** Its buffers. */
  Arena arena() {
    return arena;
  }

  /** Where the layer above leaves the gradient of a state's new values. */
  int gradientFromAbove(String state) {
    return arena.offsets[plan.layout().gradientsFromAbove().getOrDefault(state, -1)];
  }

  private void run(int loop, int t) {
    cell.kernel().run(loop, arena.values, arena.offsets, t, batch, arena.padded, arena.slotStride);
  }

  private int slotRow(int t) {
    return arena.offsets[plan.layout().slots()] + t * batch * arena.slotStride;
  }

  /** Where the rows of a state begin, those before the first step first. */
  int history(String state) {
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
}
