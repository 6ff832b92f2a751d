package io.cellsearch.training.network;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What stands between a network's input and its lowest layer.
 *
 * @param embedding numbers of the vector that a token is looked up as; none where the input is
 *     numbers. With one, a step of a batch is a single number, the token, from 0 to inputs − 1
 * @param convolution over the input, or over its embedding
 */
public record FrontEnd(OptionalInt embedding, Optional<Convolution> convolution) {
  /** The lowest layer reads the input itself. */
  public static final FrontEnd NONE = new FrontEnd(OptionalInt.empty(), Optional.empty());

  public FrontEnd {
    if (embedding.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "an embedding has at least 1 number, but has " + embedding.getAsInt());
    }
  }

  /** An embedding alone. */
  public static FrontEnd embedding(int width) {
    return new FrontEnd(OptionalInt.of(width), Optional.empty());
  }

  /** A convolution alone. */
  public static FrontEnd convolution(int filters, int width, Convolution.Padding padding) {
    return new FrontEnd(OptionalInt.empty(), Optional.of(new Convolution(filters, width, padding)));
  }

  /** Numbers of a step of a batch. */
  int read(int inputs) {
    return embedding.isPresent() ? 1 : inputs;
  }

  /** Numbers of a step that a convolution reads. */
  int embedded(int inputs) {
    return embedding.orElse(inputs);
  }

  /** Numbers of a step that the lowest layer reads. */
  int given(int inputs) {
    return convolution.map(Convolution::filters).orElse(embedded(inputs));
  }

  /** Trainable numbers. */
  int parameterCount(int inputs) {
    int table = embedding.isPresent() ? inputs * embedding.getAsInt() : 0;
    return table + convolution.map(each -> each.parameterCount(embedded(inputs))).orElse(0);
  }

  /** The batch as the lowest layer sees it: shorter where a convolution pads nothing. */
  public Batch inner(Batch batch) {
    int lost = convolution.map(Convolution::lost).orElse(0);
    return lost == 0 ? batch : batch.withoutFirst(lost);
  }

  /** What does not suit a head at every step or the longest sequence; empty if all does. */
  Optional<String> refusal(Head head, int maxSteps) {
    int lost = convolution.map(Convolution::lost).orElse(0);
    if (lost > 0 && head == Head.EVERY_STEP) {
      return Optional.of(
          "a convolution that pads nothing has no output at the first steps, where the loss is too");
    }
    return lost >= maxSteps
        ? Optional.of(
            "a convolution that pads nothing is at most as wide as the longest sequence of %d steps"
                .formatted(maxSteps))
        : Optional.empty();
  }
}
