package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.training.nd4j.Batches;
import io.cellsearch.training.network.Convolution.Padding;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Convolutions over short sequences whose outputs can be seen. */
@Tag("unit")
final class ConvolutionTest {
  private static final int STEPS = 4;

  /** One number in, one out, three matrices [1][1]; the bias is 0. */
  private static final float[] PARAMETERS = {1, 10, 100, 0};

  private static NetworkSpec spec(Padding padding, Head head) {
    NetworkSpec any = Batches.network("gru", 6, head, Loss.MSE);
    Variant variant = Variant.behind(FrontEnd.convolution(1, 3, padding));
    return new NetworkSpec(
        any.cell(), any.options(), 1, 6, 1, 1, head, Loss.MSE, 0, STEPS, 2, variant);
  }

  private static ConvolutionStage stage(Padding padding, float[] parameters) {
    NetworkSpec spec = spec(padding, Head.LAST_STEP);
    return new ConvolutionStage(
        spec,
        ParameterLayout.front(spec, 0),
        new FlatPart(parameters, new float[parameters.length], 0),
        1);
  }

  private static Batch batch(float[] inputs, int... lengths) {
    return new Batch(
        inputs.length / lengths.length, lengths.length, inputs, new float[lengths.length], lengths);
  }

  private static float[] outputs(ConvolutionStage stage, Batch batch) {
    Stage.Pass pass = new Stage.Pass(batch, false, Draws.all(() -> 0));
    Rows rows = stage.forward(new Rows(batch.inputs(), 0, 1), pass);
    float[] outputs = new float[stage.after(pass).rows()];
    for (int row = 0; row < outputs.length; row++) {
      outputs[row] = rows.values()[rows.start(row)];
    }
    return outputs;
  }

  @Test
  void aCausalOneReadsItsStepAndThoseBefore() {
    Batch batch = batch(new float[] {1, 2, 3, 4}, 4);

    // 100 · 1; 10 · 1 + 100 · 2; 1 · 1 + 10 · 2 + 100 · 3; 1 · 2 + 10 · 3 + 100 · 4
    assertThat(outputs(stage(Padding.CAUSAL, PARAMETERS), batch))
        .containsExactly(100, 210, 321, 432);
  }

  @Test
  void oneOfTheSameLengthReadsStepsAroundItsOwn() {
    Batch batch = batch(new float[] {1, 2, 3, 4}, 4);

    // 10 · 1 + 100 · 2; …; 1 · 3 + 10 · 4
    assertThat(outputs(stage(Padding.SAME, PARAMETERS), batch)).containsExactly(210, 321, 432, 43);
  }

  @Test
  void oneWithoutPaddingGivesFewerSteps() {
    Batch batch = batch(new float[] {1, 2, 3, 4}, 4);

    assertThat(outputs(stage(Padding.VALID, PARAMETERS), batch)).containsExactly(321, 432);
  }

  @Test
  void whatStandsBeyondASequencesEndIsNotRead() {
    // [time][batch]: the first sequence is 1, 2, 3, 4, the second 5, 6 and padding
    Batch batch = batch(new float[] {1, 5, 2, 6, 3, 99, 4, 99}, 4, 2);

    float[] outputs = outputs(stage(Padding.SAME, PARAMETERS), batch);

    // 10 · 5 + 100 · 6 and 1 · 5 + 10 · 6
    assertThat(outputs[1]).isEqualTo(650);
    assertThat(outputs[3]).isEqualTo(65);
    assertThat(outputs[2]).isEqualTo(321);
  }

  @Test
  void theRectifierStopsNegativeSums() {
    Batch batch = batch(new float[] {1, 2, 3, 4}, 4);

    assertThat(outputs(stage(Padding.CAUSAL, new float[] {1, 10, 100, -300}), batch))
        .containsExactly(0, 0, 21, 132);
  }

  @Test
  void aSegmentReadsTheLastStepsOfTheOneBefore() {
    ConvolutionStage stage = stage(Padding.CAUSAL, PARAMETERS);
    Batch whole =
        new Batch(STEPS, 1, new float[] {1, 2, 3, 4}, new float[STEPS], new int[] {STEPS});
    List<Batch> segments = whole.segments(1);

    assertThat(outputs(stage, segments.get(0))).containsExactly(100);
    assertThat(outputs(stage, segments.get(1))).containsExactly(210);
    assertThat(outputs(stage, segments.get(2))).containsExactly(321);
    assertThat(outputs(stage, segments.get(3))).containsExactly(432);
  }

  @Test
  void whatCannotBeIsRefusedWithTheReason() {
    assertThatThrownBy(() -> spec(Padding.VALID, Head.EVERY_STEP))
        .hasMessageStartingWith("a convolution that pads nothing has no output at the first steps");
    assertThatThrownBy(
            () ->
                new VectorNetwork(spec(Padding.VALID, Head.LAST_STEP))
                    .evaluate(batch(new float[8], 4, 2), new float[2]))
        .hasMessage("a sequence of 2 steps has no step after the first 2");
    assertThat(spec(Padding.SAME, Head.EVERY_STEP).segmentsRefusal().orElseThrow())
        .contains("where a convolution reads steps ahead");
    assertThat(spec(Padding.CAUSAL, Head.EVERY_STEP).segmentsRefusal()).isEmpty();
  }
}
