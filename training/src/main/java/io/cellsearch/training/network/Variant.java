package io.cellsearch.training.network;

import java.util.Optional;

/**
 * How a network differs from a plain stack of layers.
 *
 * @param inputDropout the share of its input's numbers that the lowest layer misses in training
 *     (Srivastava et al. 2014); in [0, 1)
 * @param recurrentDropout the share of units that the recurrent matrices of a layer do not read in
 *     training, the same ones at all steps of a sequence (Gal and Ghahramani 2016); in [0, 1)
 * @param bidirectional whether every layer has a second one beside it, which reads sequences from
 *     their end (Schuster and Paliwal 1997)
 * @param layerNorm whether every layer's outputs are normalised over its units (Ba et al. 2016)
 * @param frontEnd what the lowest layer reads the input through
 */
public record Variant(
    double inputDropout,
    double recurrentDropout,
    boolean bidirectional,
    boolean layerNorm,
    FrontEnd frontEnd) {
  /** A plain stack. */
  public static final Variant PLAIN = new Variant(0, 0, false, false);

  public Variant {
    share("input dropout", inputDropout);
    share("recurrent dropout", recurrentDropout);
  }

  /** One whose lowest layer reads the input itself. */
  public Variant(
      double inputDropout, double recurrentDropout, boolean bidirectional, boolean layerNorm) {
    this(inputDropout, recurrentDropout, bidirectional, layerNorm, FrontEnd.NONE);
  }

  /** A plain stack behind a front end. */
  public static Variant behind(FrontEnd frontEnd) {
    return new Variant(0, 0, false, false, frontEnd);
  }

  /** The same network without dropout. */
  Variant withoutDropout() {
    return new Variant(0, 0, bidirectional, layerNorm, frontEnd);
  }

  /** Why sequences cannot be cut in segments that follow each other; empty if they can. */
  Optional<String> segmentsRefusal() {
    if (bidirectional) {
      return Optional.of(
          "sequences cannot be cut in segments where layers read them from their end: the states"
              + " there would come from segments that are not read yet");
    }
    return frontEnd.convolution().filter(each -> each.tail() > 0).isPresent()
        ? Optional.of(
            "sequences cannot be cut in segments where a convolution reads steps ahead: those at a"
                + " segment's end are not read yet")
        : Optional.empty();
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " lies in [0, 1), but is " + value);
    }
  }
}
