package io.cellsearch.training.vector;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellParameter;
import io.cellsearch.training.linalg.Floats;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.plan.CellPlan;
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
 * <p>Matrix products of the input and weight gradients run over blocks of steps. Not safe for use
 * by several threads.
 */
public final class RecurrentLayer {
  /** Steps whose weight gradients are gathered in one product; 4 to 16 were equally fast. */
  static final int BLOCK = 8;

  /**
   * Rows of the input that are multiplied at a time, at least: the slots that they fill are still
   * in the second-level cache when the steps read them.
   */
  private static final int INPUT_ROWS = 128;

  private final CompiledCell cell;
  private final CellPlan plan;
  private final LayerShape shape;
  private final Arena arena;
  private final Addresses addresses;
  private final FlatArrays flat;
  private final LayerProducts products;
  private final VectorParameters vectors;
  private final GivenLeaves given;
  private final float[] inputGradients;
  private final int inputStride;

  /** Parameters of which a mask keeps a part. */
  private final List<ParameterBlock> masked;

  private Sequences x = Sequences.NONE;

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
    addresses = new Addresses(plan, arena);
    products = new LayerProducts(plan, shape, arena, flat, offset);
    int next = offset + products.size();
    vectors = new VectorParameters(plan, arena, shape.units(), next);
    given = new GivenLeaves(plan, shape, arena, flat, next + vectors.size());
    masked =
        blocks().stream()
            .filter(block -> plan.cell().parameter(block.id()).blocks().isPresent())
            .toList();
    inputStride = Lanes.pad(shape.inputs());
    inputGradients = Lanes.array((long) shape.maxSteps() * shape.maxBatch() * inputStride);
  }

  /**
   * Says which layer this one stands on. Needed for a cell that reads the states below; this
   * layer's {@link #backward} then leaves their gradients there.
   */
  public void standOn(RecurrentLayer below) {
    given.standOn(below);
  }

  /**
   * Makes training drop what recurrent matrices read.
   *
   * @param factors by which a sequence's values are multiplied, [batch][units] with rows as far
   *     apart as those of outputs; read whenever a batch is trained on
   */
  public void dropRecurrent(float[] factors) {
    products.drop(new RecurrentDropout(plan, shape, arena, factors));
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
    List<ParameterBlock> blocks = new ArrayList<>(products.blocks());
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
    return addresses.history(plan.cell().output()) + x.batch() * arena.padded;
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
    return Lanes.FIRST;
  }

  public int inputGradientRowStride() {
    return inputStride;
  }

  /**
   * Runs over a batch, as it is done to evaluate. The input must stay as it is until {@link
   * #backward} has run. A batch that comes after others of the same sequences goes on from the
   * states that the last pass, over those, has ended with; gradients do not flow back to them.
   */
  public void forward(Sequences input) {
    begin(input, false);
    given.forward(x);
    runForward();
  }

  /** Runs over a batch as it is done to train: what is normalised follows the batch. */
  public void forwardInTraining(Sequences input) {
    begin(input, true);
    given.forwardInTraining(x);
    runForward();
  }

  private void begin(Sequences input, boolean training) {
    check(input);
    if (input.before() == 0) {
      addresses.clearStates(input.batch());
    } else {
      addresses.carryStates(x.steps(), x.batch());
    }
    x = input;
    products.begin(x, training);
    vectors.load(flat.parameters());
  }

  private void check(Sequences input) {
    if (input.steps() < 1
        || input.batch() < 1
        || input.steps() > shape.maxSteps()
        || input.batch() > shape.maxBatch()) {
      throw new IllegalArgumentException(
          "a batch of %d steps and %d rows does not fit %s"
              .formatted(input.steps(), input.batch(), shape));
    }
    boolean goesOn = input.before() == x.before() + x.steps() && input.batch() == x.batch();
    if (input.before() > 0 && !goesOn) {
      throw new IllegalArgumentException(
          "steps from %d on of %d sequences cannot follow those up to %d of %d"
              .formatted(input.before(), input.batch(), x.before() + x.steps(), x.batch()));
    }
  }

  private void runForward() {
    Schedule schedule = plan.forward();
    int block = (INPUT_ROWS + x.batch() - 1) / x.batch();
    for (int t = 0; t < x.steps(); t++) {
      if (t % block == 0) {
        products.ofInput(t, Math.min(block, x.steps() - t));
      }
      for (int loop = 0; loop < schedule.loops().size(); loop++) {
        if (schedule.opensStage(loop)) {
          products.ofStage(schedule.stages().get(loop), t);
        }
        run(loop, t);
      }
    }
  }

  /** Runs back over the batch of the last {@link #forward}; overwrites this layer's gradients. */
  public void backward() {
    products.beginBackward();
    addresses.clearCarries(x.batch());
    vectors.clearGradients();
    Schedule schedule = plan.backward();
    int forwardLoops = plan.forward().loops().size();
    for (int t = x.steps() - 1; t >= 0; t--) {
      products.fetch(t);
      for (int loop = 0; loop < schedule.loops().size(); loop++) {
        if (loop > 0 && schedule.opensStage(loop)) {
          products.back(schedule.stages().get(loop), t);
        }
        run(forwardLoops + loop, t);
      }
      if (t > 0) {
        products.carryBack(t);
      }
      if (t % BLOCK == 0) {
        products.weightGradients(t, Math.min(BLOCK, x.steps() - t));
      }
    }
    given.backward(x);
    inputGradient();
    finish();
  }

  private void inputGradient() {
    if (!cell.givesInputGradient()) {
      return;
    }
    boolean add = given.copyInputGradients(x.rows(), inputGradients, inputStride);
    add = products.inputGradients(inputGradients, inputStride, add);
    given.addInputGradients(x, inputGradients, inputStride, add);
  }

  private void finish() {
    products.collect();
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

  /** Where its rows lie. */
  Addresses addresses() {
    return addresses;
  }

  private void run(int loop, int t) {
    cell.kernel()
        .run(loop, arena.values, arena.offsets, t, x.batch(), arena.padded, arena.slotStride);
  }
}
