package io.cellsearch.training.network;

import java.util.OptionalInt;

/**
 * What stands between a network's input and its lowest layer.
 *
 * @param embedding numbers of the vector that a token is looked up as; none where the input is
 *     numbers. With one, a step of a batch is a single number, the token, from 0 to inputs − 1
 */
public record FrontEnd(OptionalInt embedding) {
  /** The lowest layer reads the input itself. */
  public static final FrontEnd NONE = new FrontEnd(OptionalInt.empty());

  public FrontEnd {
    if (embedding.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "an embedding has at least 1 number, but has " + embedding.getAsInt());
    }
  }

  /** Numbers of a step of a batch. */
  int read(int inputs) {
    return embedding.isPresent() ? 1 : inputs;
  }

  /** Numbers of a step that the lowest layer reads. */
  int given(int inputs) {
    return embedding.orElse(inputs);
  }

  /** Trainable numbers. */
  int parameterCount(int inputs) {
    return embedding.isPresent() ? inputs * embedding.getAsInt() : 0;
  }
}
