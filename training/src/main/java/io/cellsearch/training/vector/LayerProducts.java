package io.cellsearch.training.vector;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.WeightGradient;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The matrix products of a layer: its matrices and what they multiply, step by step. */
final class LayerProducts {
  /** From so many floats on the slots of all steps do not stay near the core: 4 MiB. */
  private static final int FAR = 1 << 20;

  /** Floats in a cache line. */
  private static final int LINE = 16;

  private final CellPlan plan;
  private final Arena arena;
  private final Addresses addresses;
  private final Slots slots;
  private final FlatArrays flat;
  private final List<OperandWeights> weights = new ArrayList<>();
  private final WeightGradient.Left[] lefts;
  private final int size;
  private Optional<RecurrentDropout> dropout = Optional.empty();
  private boolean dropped;

  /** Written so that the compiler does not leave out what {@link #fetch} reads. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private int fetched;

  private Sequences x = Sequences.NONE;

  /**
   * @param offset where the matrices begin in the flat arrays
   */
  LayerProducts(CellPlan plan, LayerShape shape, Arena arena, FlatArrays flat, int offset) {
    this.plan = plan;
    this.arena = arena;
    this.flat = flat;
    this.addresses = new Addresses(plan, arena);
    this.slots = arena.slots();
    int next = offset;
    List<WeightGradient.Left> all = new ArrayList<>();
    for (Operand operand : plan.operands()) {
      int rows = operand.isInput() ? shape.inputs() : shape.units();
      OperandWeights own = new OperandWeights(operand, next, rows, shape.units());
      weights.add(own);
      all.addAll(own.lefts());
      next += own.size();
    }
    lefts = all.toArray(WeightGradient.Left[]::new);
    size = next - offset;
  }

  /** Floats that the matrices take in the flat arrays. */
  int size() {
    return size;
  }

  List<ParameterBlock> blocks() {
    return weights.stream().flatMap(own -> own.blocks().stream()).toList();
  }

  void drop(RecurrentDropout what) {
    dropout = Optional.of(what);
  }

  /** Takes the parameters over. */
  void begin(Sequences input, boolean training) {
    x = input;
    dropped = training && dropout.isPresent();
    weights.forEach(own -> own.packForward(flat.parameters()));
  }

  /** The products of the input of some steps. */
  void ofInput(int t, int count) {
    int slotRow = addresses.slots(t, x.batch());
    int start = x.start(t * x.batch());
    int rows = count * x.batch();
    for (int i = 0; i < weights.size(); i++) {
      if (plan.operands().get(i).isInput()) {
        weights.get(i).multiply(rows, x.values(), start, x.rowStride(), slots, slotRow);
      }
    }
  }

  /** The products that a stage of step t begins with. */
  void ofStage(int stage, int t) {
    for (int i = 0; i < weights.size(); i++) {
      if (plan.operands().get(i).stage() == stage) {
        multiply(i, t);
      }
    }
  }

  private void multiply(int i, int t) {
    Operand operand = plan.operands().get(i);
    int batch = x.batch();
    int start = addresses.operand(operand, t, batch);
    int slotRow = addresses.slots(t, batch);
    if (isMasked(i)) {
      dropout.orElseThrow().read(i, start, t, batch);
    }
    if (t == 0 && x.before() == 0 && operand.oldState().isPresent()) {
      weights.get(i).clear(batch, slots, slotRow);
    } else if (isMasked(i)) {
      float[] rows = dropout.orElseThrow().rows(i);
      int row = t * batch * arena.padded;
      weights.get(i).multiply(batch, rows, row, arena.padded, slots, slotRow);
    } else {
      weights.get(i).multiply(batch, arena.values, start, arena.padded, slots, slotRow);
    }
  }

  private boolean isMasked(int operand) {
    return dropped && dropout.orElseThrow().masks(operand);
  }

  /**
   * Reads the slots of a step in the order in which they lie, one number of each cache line. The
   * loops read all slots of a row side by side, which the processor does not foresee: where the
   * slots are not in a cache any more, they wait for memory twice as long.
   */
  void fetch(int t) {
    if (x.rows() * arena.slotStride < FAR) {
      return;
    }
    int start = addresses.slots(t, x.batch());
    int end = start + x.batch() * arena.slotStride;
    int sum = 0;
    for (int i = start; i < end; i += LINE) {
      sum += Float.floatToRawIntBits(arena.values[i]);
    }
    fetched = sum;
  }

  void beginBackward() {
    weights.forEach(own -> own.packBackward(flat.parameters()));
  }

  /** What flows through matrices to operands that are computed within step t. */
  void back(int stage, int t) {
    int batch = x.batch();
    for (int i = 0; i < weights.size(); i++) {
      if (plan.backStages().get(i) == stage) {
        int row = arena.offsets[plan.layout().backs().get(i)];
        multiplyBack(i, t, row, false);
        if (isMasked(i)) {
          dropout.orElseThrow().mask(row, batch);
        }
      }
    }
  }

  /** What flows through matrices to the states before step t joins their carries. */
  void carryBack(int t) {
    int batch = x.batch();
    for (int i = 0; i < weights.size(); i++) {
      String state = plan.operands().get(i).oldState().orElse("");
      if (!state.isEmpty()) {
        int row = addresses.carry(state);
        boolean add = plan.carriedStates().contains(state);
        if (isMasked(i) && add) {
          float[] scratch = dropout.orElseThrow().scratch();
          int slotRow = addresses.slots(t, batch);
          weights
              .get(i)
              .multiplyBack(batch, slots, slotRow, scratch, Lanes.FIRST, arena.padded, false);
          dropout.orElseThrow().addScratch(row, batch);
          continue;
        }
        multiplyBack(i, t, row, add);
        if (isMasked(i)) {
          dropout.orElseThrow().mask(row, batch);
        }
      }
    }
  }

  private void multiplyBack(int i, int t, int row, boolean add) {
    int slotRow = addresses.slots(t, x.batch());
    weights.get(i).multiplyBack(x.batch(), slots, slotRow, arena.values, row, arena.padded, add);
  }

  /** The weight gradients of some steps; later ones are done already. */
  void weightGradients(int t, int count) {
    int batch = x.batch();
    int left = 0;
    boolean add = t + count < x.steps();
    for (int i = 0; i < weights.size(); i++) {
      Operand operand = plan.operands().get(i);
      float[] from = operand.isInput() ? x.values() : arena.values;
      int start = operand.isInput() ? x.start(t * batch) : addresses.operand(operand, t, batch);
      int stride = operand.isInput() ? x.rowStride() : arena.padded;
      if (isMasked(i)) {
        from = dropout.orElseThrow().rows(i);
        start = t * batch * arena.padded;
      }
      for (int run = 0; run < weights.get(i).leftCount(); run++) {
        lefts[left++].read(from, start, stride, add);
      }
    }
    int columns = plan.slots().size() * arena.padded;
    int slotRow = addresses.slots(t, batch);
    WeightGradient.multiply(count * batch, columns, arena.values, slotRow, arena.slotStride, lefts);
  }

  /** Writes what flows to the input, or adds to it; says whether there is anything. */
  boolean inputGradients(float[] to, int stride, boolean accumulate) {
    boolean add = accumulate;
    int first = addresses.slots(0, x.batch());
    for (int i = 0; i < weights.size(); i++) {
      if (plan.operands().get(i).isInput()) {
        weights.get(i).multiplyBack(x.rows(), slots, first, to, Lanes.FIRST, stride, add);
        add = true;
      }
    }
    return add;
  }

  /** Takes gradients out of their padded copies. */
  void collect() {
    weights.forEach(own -> own.collect(flat.gradients()));
  }
}
