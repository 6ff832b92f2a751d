package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.training.nd4j.Batches;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table that tokens are looked up in, against one-hot vectors times the same matrix. */
@Tag("unit")
final class EmbeddingTest {
  private static final int VOCABULARY = 3;
  private static final int WIDTH = 5;
  private static final int STEPS = 4;
  private static final int[] LENGTHS = {4, 2};

  private final VectorNetwork embedding = new VectorNetwork(spec(VOCABULARY, WIDTH));
  private final Batch tokens = Batches.random(embedding.spec(), STEPS, LENGTHS, 1);

  private static NetworkSpec spec(int inputs, int width) {
    NetworkSpec small = Batches.network("gru", 6, Head.EVERY_STEP, Loss.MSE);
    return new NetworkSpec(
        small.cell(),
        small.options(),
        inputs,
        6,
        1,
        2,
        Head.EVERY_STEP,
        Loss.MSE,
        0,
        STEPS,
        2,
        width == 0 ? Variant.PLAIN : Variant.behind(FrontEnd.embedding(width)));
  }

  @Test
  void outputsAreToTheBitThoseOfTheProductWithOneHotVectors() {
    RandomGenerator random = new SplittableRandom(3);
    fill(embedding.parameters(), random);
    VectorNetwork plain = new VectorNetwork(spec(WIDTH, 0));
    copyShared(plain);
    Batch vectors = oneHotTimesTable();

    float[] looked = new float[tokens.targets().length];
    float[] multiplied = looked.clone();
    LossSum loss = embedding.evaluate(tokens, looked);

    assertThat(plain.evaluate(vectors, multiplied)).isEqualTo(loss);
    assertThat(looked).isEqualTo(multiplied);
  }

  @Test
  void gradientsAreThoseOfTheProductWithOneHotVectors() {
    fill(embedding.parameters(), new SplittableRandom(3));
    embedding.train(tokens, () -> 0);
    ParameterTensor table = tensor(embedding, "embedding.W");
    float[] actual = table.read(embedding.gradients());

    // by the definition of a gradient, one number of the table after the other
    for (int i = 0; i < actual.length; i++) {
      int place = table.place().index(i / WIDTH, i % WIDTH);
      double change = 1e-2;
      float old = embedding.parameters()[place];
      embedding.parameters()[place] = (float) (old + change);
      double above = embedding.evaluate(tokens, new float[tokens.targets().length]).mean();
      embedding.parameters()[place] = (float) (old - change);
      double below = embedding.evaluate(tokens, new float[tokens.targets().length]).mean();
      embedding.parameters()[place] = old;
      assertThat((above - below) / (2 * change)).isCloseTo(actual[i], within(1e-4));
    }
  }

  @Test
  void aTokenThatIsNotInTheBatchHasNoGradient() {
    fill(embedding.parameters(), new SplittableRandom(3));
    float[] ones = new float[STEPS * 2];
    Arrays.fill(ones, 1);
    embedding.train(new Batch(STEPS, 2, ones, tokens.targets(), LENGTHS), () -> 0);

    float[] gradients = tensor(embedding, "embedding.W").read(embedding.gradients());
    assertThat(Arrays.copyOfRange(gradients, 0, WIDTH)).containsOnly(0);
    assertThat(Arrays.copyOfRange(gradients, WIDTH, 2 * WIDTH)).doesNotContain(0);
    assertThat(Arrays.copyOfRange(gradients, 2 * WIDTH, 3 * WIDTH)).containsOnly(0);
  }

  @Test
  void whatIsNoTokenIsRefusedUnlessItIsPadding() {
    // the second sequence has two steps: rows 5 and 7 are padding
    float[] inputs = {0, 1, 2, 0, 1, 99, 2, -1};
    Batch padded = new Batch(STEPS, 2, inputs, tokens.targets(), LENGTHS);
    embedding.evaluate(padded, new float[tokens.targets().length]);

    inputs[4] = 3;
    assertThatThrownBy(() -> embedding.evaluate(padded, new float[tokens.targets().length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a token is a whole number from 0 to 2, but got 3.0");
    inputs[4] = 0.5f;
    assertThatThrownBy(() -> embedding.evaluate(padded, new float[tokens.targets().length]))
        .hasMessageContaining("but got 0.5");
  }

  private static void fill(float[] parameters, RandomGenerator random) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian() / 3;
    }
  }

  /** All but the table. */
  private void copyShared(VectorNetwork plain) {
    for (ParameterTensor tensor : plain.tensors()) {
      float[] values = tensor(embedding, tensor.id()).read(embedding.parameters());
      tensor.write(values, plain.parameters());
    }
  }

  private static ParameterTensor tensor(Network network, String id) {
    return network.tensors().stream()
        .filter(tensor -> tensor.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Batch oneHotTimesTable() {
    float[] table = tensor(embedding, "embedding.W").read(embedding.parameters());
    float[] vectors = new float[STEPS * 2 * WIDTH];
    for (int row = 0; row < STEPS * 2; row++) {
      for (int token = 0; token < VOCABULARY; token++) {
        float hot = tokens.token(row, VOCABULARY) == token ? 1 : 0;
        for (int i = 0; i < WIDTH; i++) {
          vectors[row * WIDTH + i] += hot * table[token * WIDTH + i];
        }
      }
    }
    return new Batch(STEPS, 2, vectors, tokens.targets(), LENGTHS);
  }
}
