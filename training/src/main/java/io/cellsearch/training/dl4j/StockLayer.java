package io.cellsearch.training.dl4j;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.training.network.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/** A layer of DL4J's own that computes exactly what a cell of the library does. */
enum StockLayer {
  LONG_SHORT_TERM_MEMORY("lstm"),
  WITH_PEEPHOLES("lstm-peephole"),
  SIMPLE("rnn-tanh");

  /** DL4J's order of gates; its "input" is the candidate, its "input modulation" the input gate. */
  private static final List<String> GATES = List.of("g", "f", "o", "i");

  /** The order of the columns that GravesLSTM appends to its recurrent weights. */
  private static final List<String> PEEPHOLES = List.of("f.p", "o.p", "i.p");

  private final String cell;

  StockLayer(String cell) {
    this.cell = cell;
  }

  /** The layer for a network's cell; none for options that leave peepholes out. */
  static Optional<StockLayer> of(NetworkSpec spec) {
    return Arrays.stream(values()).filter(layer -> layer.isThatOf(spec)).findFirst();
  }

  /** The cells that DL4J has, for messages. */
  static String names() {
    return Arrays.stream(values()).map(layer -> layer.cell).collect(Collectors.joining(", "));
  }

  private boolean isThatOf(NetworkSpec spec) {
    CellDefinition library = CellLibrary.standard().get(cell);
    return spec.cell().toText().equals(library.toText())
        && !spec.options().switches().containsValue(false);
  }

  /** A layer of that kind without weights. */
  @SuppressWarnings("deprecation") // GravesLSTM is the only one with peepholes
  BaseRecurrentLayer layer(int inputs, int units) {
    BaseRecurrentLayer.Builder<?> builder =
        switch (this) {
          case LONG_SHORT_TERM_MEMORY ->
              new LSTM.Builder().gateActivationFunction(Activation.SIGMOID);
          case WITH_PEEPHOLES ->
              new GravesLSTM.Builder().gateActivationFunction(Activation.SIGMOID);
          case SIMPLE -> new SimpleRnn.Builder();
        };
    builder.nIn(inputs).nOut(units).activation(Activation.TANH);
    return builder.build();
  }

  /** Where one of our matrices or vectors lies in a layer's arrays. */
  record Place(String array, int firstColumn, boolean isColumn) {}

  /**
   * The place of a parameter.
   *
   * @param name equation, letter and operand, for instance {@code f.U.h}
   */
  Place place(String name, int units) {
    String[] words = name.split("\\.", -1);
    if (words[1].equals("p")) {
      return new Place("RW", GATES.size() * units + PEEPHOLES.indexOf(name), true);
    }
    int gate = this == SIMPLE ? 0 : GATES.indexOf(words[0]);
    return new Place(words[1].equals("U") ? "RW" : words[1], gate * units, false);
  }
}
