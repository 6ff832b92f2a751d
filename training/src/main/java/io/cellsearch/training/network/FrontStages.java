package io.cellsearch.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stages of a {@link FrontEnd}, and dropout of what the lowest layer reads. */
final class FrontStages {
  private FrontStages() {}

  /** From the input up. */
  static List<Stage> of(NetworkSpec spec, FlatPart flat) {
    List<Stage> stages = new ArrayList<>();
    FrontEnd frontEnd = spec.variant().frontEnd();
    List<ParameterTensor> tensors = new ArrayList<>(ParameterLayout.front(spec, flat.offset()));
    int taken = 0;
    if (frontEnd.embedding().isPresent()) {
      ParameterTensor table = tensors.remove(0);
      stages.add(new EmbeddingStage(spec, table, flat));
      taken = table.place().size();
    }
    if (frontEnd.convolution().isPresent()) {
      int inputs = frontEnd.embedded(spec.inputs());
      stages.add(new ConvolutionStage(spec, tensors, flat.after(taken), inputs));
    }
    double rate = spec.variant().inputDropout();
    if (rate > 0) {
      Optional<Stage> below = stages.stream().reduce((lower, upper) -> upper);
      int width = spec.layerInputs(0);
      int stride = below.map(stage -> stage.outputGradients().stride()).orElse(width);
      DropoutMask mask = new DropoutMask(rate, spec.maxSteps() * spec.maxBatch(), width, stride);
      stages.add(new DropoutStage(mask, Draws::inputDropout, below));
    }
    return stages;
  }
}
