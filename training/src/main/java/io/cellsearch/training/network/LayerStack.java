package io.cellsearch.training.network;

import io.cellsearch.cells.Cell;
import io.cellsearch.training.linalg.Floats;
import io.cellsearch.training.network.ParameterTensor.Place;
import io.cellsearch.training.plan.Surroundings;
import io.cellsearch.training.vector.CompiledCell;
import io.cellsearch.training.vector.LayerShape;
import io.cellsearch.training.vector.ParameterBlock;
import io.cellsearch.training.vector.RecurrentLayer;
import io.cellsearch.training.vector.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The recurrent layers of a network, one above the other, with dropout above each. */
final class LayerStack {
  private final NetworkSpec spec;
  private final List<RecurrentLayer> layers = new ArrayList<>();
  private final List<DropoutMask> masks = new ArrayList<>();
  private int rows;
  private boolean dropped;

  /** Layers whose parameters lie one after the other from the start of the flat arrays. */
  LayerStack(NetworkSpec spec, float[] parameters, float[] gradients) {
    this.spec = spec;
    List<Cell> cells = spec.layerCells();
    int offset = 0;
    for (int layer = 0; layer < spec.layers(); layer++) {
      int inputs = spec.layerInputs(layer);
      LayerShape shape = new LayerShape(spec.maxSteps(), spec.maxBatch(), inputs, spec.units());
      CompiledCell compiled = CompiledCell.compile(cells.get(layer), surroundings(cells, layer));
      RecurrentLayer made = new RecurrentLayer(compiled, shape, parameters, gradients, offset);
      if (layer > 0) {
        made.standOn(layers.get(layer - 1));
      }
      layers.add(made);
      if (spec.dropout() > 0) {
        int maxRows = spec.maxSteps() * spec.maxBatch();
        masks.add(new DropoutMask(spec.dropout(), maxRows, spec.units(), made.outputRowStride()));
      }
      offset += RecurrentLayer.parameterCount(cells.get(layer), inputs, spec.units());
    }
  }

  /** What the layers around one want of it. */
  static Surroundings surroundings(List<Cell> cells, int layer) {
    boolean top = layer == cells.size() - 1;
    return new Surroundings(layer > 0, top ? Set.of() : cells.get(layer + 1).statesReadBelow());
  }

  /** How many numbers of the flat arrays all layers take. */
  static int parameterCount(NetworkSpec spec) {
    List<Cell> cells = spec.layerCells();
    long count = 0;
    for (int layer = 0; layer < spec.layers(); layer++) {
      count +=
          RecurrentLayer.parameterCount(cells.get(layer), spec.layerInputs(layer), spec.units());
    }
    return Floats.length(count);
  }

  /** Where the parameters lie. */
  List<ParameterTensor> tensors() {
    List<ParameterTensor> tensors = new ArrayList<>();
    List<Cell> cells = spec.layerCells();
    for (int layer = 0; layer < spec.layers(); layer++) {
      for (ParameterBlock block : layers.get(layer).blocks()) {
        Place place = new Place(block.offset(), block.rows(), block.columns(), block.rowStride());
        tensors.add(
            ParameterLayout.ofCell(spec, layer, cells.get(layer).parameter(block.id()), place));
      }
    }
    return tensors;
  }

  /** The top layer's outputs [time][batch][units], to evaluate: without dropout. */
  Rows forward(Batch batch) {
    dropped = false;
    return run(batch, false, () -> 0);
  }

  /** The top layer's outputs [time][batch][units], to train: every layer's with dropout. */
  Rows forward(Batch batch, RandomGenerator dropout) {
    dropped = !masks.isEmpty();
    return run(batch, true, dropout);
  }

  private Rows run(Batch batch, boolean training, RandomGenerator dropout) {
    rows = batch.steps() * batch.size();
    Rows values = new Rows(batch.inputs(), 0, spec.inputs());
    for (int i = 0; i < layers.size(); i++) {
      RecurrentLayer layer = layers.get(i);
      Sequences x =
          new Sequences(
              values.values(), values.offset(), values.stride(), batch.steps(), batch.lengths());
      if (training) {
        layer.forwardInTraining(x);
      } else {
        layer.forward(x);
      }
      values = outputs(layer);
      if (dropped) {
        masks.get(i).draw(rows, dropout);
        values = masks.get(i).apply(values, rows);
      }
    }
    return values;
  }

  /** Where the gradients of the last forward pass's outputs go before {@link #backward}. */
  Rows outputGradients() {
    return outputGradients(layers.get(layers.size() - 1));
  }

  /** Overwrites the gradients of all layers' parameters. */
  void backward() {
    for (int i = layers.size() - 1; i >= 0; i--) {
      RecurrentLayer layer = layers.get(i);
      Rows gradients = outputGradients(layer);
      if (dropped) {
        masks.get(i).multiply(gradients, gradients, rows);
      }
      layer.backward();
      if (i > 0) {
        copy(inputGradients(layer), outputGradients(layers.get(i - 1)));
      }
    }
  }

  private void copy(Rows from, Rows to) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from.values(), from.start(row), to.values(), to.start(row), spec.units());
    }
  }

  private static Rows outputs(RecurrentLayer layer) {
    return new Rows(layer.outputs(), layer.outputOffset(), layer.outputRowStride());
  }

  private static Rows outputGradients(RecurrentLayer layer) {
    return new Rows(layer.outputGradients(), layer.outputGradientOffset(), layer.outputRowStride());
  }

  private static Rows inputGradients(RecurrentLayer layer) {
    return new Rows(
        layer.inputGradients(), layer.inputGradientOffset(), layer.inputGradientRowStride());
  }
}
