package io.cellsearch.training.network;

import io.cellsearch.training.network.ParameterTensor.Place;
import io.cellsearch.training.plan.Surroundings;
import io.cellsearch.training.vector.CompiledCell;
import io.cellsearch.training.vector.LayerShape;
import io.cellsearch.training.vector.ParameterBlock;
import io.cellsearch.training.vector.RecurrentLayer;
import io.cellsearch.training.vector.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One recurrent layer, whose units may be dropped for whole sequences. */
final class RecurrentStage implements Stage {
  private final Part part;
  private final int units;
  private final RecurrentLayer layer;
  private final Optional<DropoutMask> recurrent;

  /**
   * A layer whose parameters are a part of a network's flat arrays.
   *
   * @param flat where they lie
   */
  RecurrentStage(NetworkSpec spec, Part part, Surroundings surroundings, FlatPart flat) {
    this.part = part;
    this.units = spec.units();
    LayerShape shape =
        new LayerShape(spec.maxSteps(), spec.maxBatch(), part.inputs(), spec.units());
    CompiledCell compiled = CompiledCell.compile(part.cell(), surroundings);
    layer = new RecurrentLayer(compiled, shape, flat.parameters(), flat.gradients(), flat.offset());
    double rate = spec.variant().recurrentDropout();
    recurrent =
        rate == 0
            ? Optional.empty()
            : Optional.of(
                new DropoutMask(rate, spec.maxBatch(), spec.units(), layer.outputRowStride()));
    recurrent.ifPresent(mask -> layer.dropRecurrent(mask.factors()));
  }

  /** Numbers of a row that it reads. */
  int inputs() {
    return part.inputs();
  }

  @Override
  public int width() {
    return units;
  }

  void standOn(RecurrentStage below) {
    layer.standOn(below.layer);
  }

  @Override
  public Rows forward(Rows x, Pass pass) {
    Batch batch = pass.batch();
    Sequences input =
        new Sequences(
            x.values(), x.offset(), x.stride(), batch.steps(), batch.lengths(), batch.before());
    if (pass.training()) {
      recurrent.ifPresent(mask -> mask.draw(batch.size(), pass.draws().recurrentDropout()));
      layer.forwardInTraining(input);
    } else {
      layer.forward(input);
    }
    return new Rows(layer.outputs(), layer.outputOffset(), layer.outputRowStride());
  }

  @Override
  public Rows outputGradients() {
    return new Rows(layer.outputGradients(), layer.outputGradientOffset(), layer.outputRowStride());
  }

  @Override
  public void backward() {
    layer.backward();
  }

  @Override
  public Rows inputGradients() {
    return new Rows(
        layer.inputGradients(), layer.inputGradientOffset(), layer.inputGradientRowStride());
  }

  @Override
  public List<ParameterTensor> tensors() {
    List<ParameterTensor> tensors = new ArrayList<>();
    for (ParameterBlock block : layer.blocks()) {
      Place place = new Place(block.offset(), block.rows(), block.columns(), block.rowStride());
      tensors.add(part.tensor(block.id(), place));
    }
    return tensors;
  }
}
