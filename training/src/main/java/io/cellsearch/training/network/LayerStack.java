package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Floats;
import io.cellsearch.training.plan.Surroundings;
import io.cellsearch.training.vector.RecurrentLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything below a network's head: recurrent layers, one above the other, and what is between.
 */
final class LayerStack {
  private final NetworkSpec spec;
  private final List<Stage> stages = new ArrayList<>();

  /** The lowest stage with parameters: gradients go no further. */
  private final int lowest;

  /** By stage, rows that the last pass's batch had above it. */
  private final int[] rows;

  /** Stages whose parameters lie one after the other. */
  LayerStack(NetworkSpec spec, FlatPart flat) {
    this.spec = spec;
    stages.addAll(FrontStages.of(spec, flat));
    addLayers(flat.after(spec.variant().frontEnd().parameterCount(spec.inputs())));
    rows = new int[stages.size()];
    int first = 0;
    while (stages.get(first).tensors().isEmpty()) {
      first++;
    }
    lowest = first;
  }

  private void addLayers(FlatPart flat) {
    List<RecurrentStage> below = List.of();
    FlatPart next = flat;
    for (int layer = 0; layer < spec.layers(); layer++) {
      List<RecurrentStage> made = new ArrayList<>();
      for (Part part : spec.parts(layer)) {
        RecurrentStage stage = new RecurrentStage(spec, part, surroundings(spec, layer), next);
        if (layer > 0) {
          stage.standOn(below.get(made.size()));
        }
        made.add(stage);
        next = next.after(size(spec, part));
      }
      stages.add(
          made.size() == 1 ? made.get(0) : new BidirectionalStage(spec, made.get(0), made.get(1)));
      List<ParameterTensor> norm = ParameterLayout.norm(spec, layer, next.offset());
      if (!norm.isEmpty()) {
        stages.add(new LayerNormStage(spec, norm, next));
        next = next.after(ParameterLayout.normSize(spec));
      }
      addDropout(stages.get(stages.size() - 1));
      below = made;
    }
  }

  private void addDropout(Stage below) {
    if (spec.dropout() > 0) {
      int maxRows = spec.maxSteps() * spec.maxBatch();
      int stride = below.outputGradients().stride();
      DropoutMask mask = new DropoutMask(spec.dropout(), maxRows, below.width(), stride);
      stages.add(new DropoutStage(mask, Draws::dropout, Optional.of(below)));
    }
  }

  /** What the layers around one want of it. */
  static Surroundings surroundings(NetworkSpec spec, int layer) {
    boolean top = layer == spec.layers() - 1;
    return new Surroundings(
        layer > 0 || !spec.variant().frontEnd().equals(FrontEnd.NONE),
        top ? Set.of() : spec.parts(layer + 1).get(0).cell().statesReadBelow());
  }

  private static int size(NetworkSpec spec, Part part) {
    return RecurrentLayer.parameterCount(part.cell(), part.inputs(), spec.units());
  }

  /** How many numbers of the flat arrays all stages take. */
  static int parameterCount(NetworkSpec spec) {
    long count = spec.variant().frontEnd().parameterCount(spec.inputs());
    for (int layer = 0; layer < spec.layers(); layer++) {
      for (Part part : spec.parts(layer)) {
        count += size(spec, part);
      }
      count += ParameterLayout.normSize(spec);
    }
    return Floats.length(count);
  }

  /** Where the parameters lie. */
  List<ParameterTensor> tensors() {
    return stages.stream().flatMap(stage -> stage.tensors().stream()).toList();
  }

  /** The top layer's outputs [time][batch][units], to evaluate: without dropout. */
  Rows forward(Batch batch) {
    return run(new Stage.Pass(batch, false, Draws.all(() -> 0)));
  }

  /** The top layer's outputs [time][batch][units], to train: every layer's with dropout. */
  Rows forward(Batch batch, Draws draws) {
    return run(new Stage.Pass(batch, true, draws));
  }

  private Rows run(Stage.Pass pass) {
    Rows values = new Rows(pass.batch().inputs(), 0, spec.stepInputs());
    Stage.Pass now = pass;
    for (int i = 0; i < rows.length; i++) {
      values = stages.get(i).forward(values, now);
      now = stages.get(i).after(now);
      rows[i] = now.rows();
    }
    return values;
  }

  /** Where the gradients of the last forward pass's outputs go before {@link #backward}. */
  Rows outputGradients() {
    return stages.get(stages.size() - 1).outputGradients();
  }

  /** Overwrites the gradients of all layers' parameters. */
  void backward() {
    for (int i = stages.size() - 1; i >= lowest; i--) {
      stages.get(i).backward();
      if (i > lowest) {
        Stage below = stages.get(i - 1);
        copy(stages.get(i).inputGradients(), below, rows[i - 1]);
      }
    }
  }

  /** Nothing where both are the same rows, as below dropout. */
  private static void copy(Rows from, Stage below, int count) {
    Rows to = below.outputGradients();
    for (int row = 0; row < count && !from.equals(to); row++) {
      System.arraycopy(from.values(), from.start(row), to.values(), to.start(row), below.width());
    }
  }
}
