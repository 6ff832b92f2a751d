package io.cellsearch.training.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.training.DataSets;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.LossSum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PolyphonyTaskTest {
  private static final String SMALL =
      "{\"train\":[[[21],[22],[108]],[[21],[]],[[],[],[],[21]]],"
          + "\"valid\":[[[21],[21],[21,23]]],\"test\":[[[21],[21]],[[22],[22],[23]]]}";

  @Test
  void theNetworkReadsAStepAndIsAskedForTheNext() {
    Batch batch = evaluated(small(), Part.VALIDATION, 8).get(0);

    assertThat(batch.lengths()).containsExactly(2);
    assertThat(ones(batch.inputs())).containsExactly(0, 88);
    assertThat(ones(batch.targets())).containsExactly(0, 88, 90);
  }

  @Test
  void raggedPiecesArePaddedWithSilence() {
    Batch batch = evaluated(small(), Part.TEST, 8).get(0);

    // sorted by length: one predicted step, then two; time-major rows of 88: (t0, piece 0),
    // (t0, piece 1), (t1, piece 0) which is padding, (t1, piece 1)
    assertThat(batch.lengths()).containsExactly(1, 2);
    assertThat(ones(batch.inputs())).containsExactly(0, 88 + 1, 3 * 88 + 1);
    assertThat(ones(batch.targets())).containsExactly(0, 88 + 1, 3 * 88 + 2);
  }

  @Test
  void theLongestPieceOfAnyPartBoundsTheNetwork() {
    assertThat(small().shape().longest()).isEqualTo(3);
    assertThat(small().shape().inputs()).isEqualTo(88);
    assertThat(small().shape().outputs()).isEqualTo(88);
  }

  @Test
  void theLossIsTheMeanOverAllStepsNotOverPieces() {
    // a sum of 3 over 1 step and of 1 over 2 steps: 4 / 3, not (3 + 0.5) / 2
    Evaluation evaluation =
        small()
            .evaluate(
                Part.TEST,
                1,
                (batch, outputs) -> batch.steps() == 1 ? new LossSum(3, 1) : new LossSum(1, 2));

    assertThat(evaluation.loss()).isEqualTo(4.0 / 3);
  }

  @Test
  void frameAccuracyCountsTruePositivesAmongAllPlayedOrPredicted() {
    // predicts pitch 21 at both steps; played are 21, then 21 and 23: 2 of 3
    Evaluation evaluation =
        small()
            .evaluate(
                Part.VALIDATION,
                1,
                (batch, outputs) -> {
                  Arrays.fill(outputs, -1);
                  outputs[0] = 1;
                  outputs[88] = 1;
                  return new LossSum(0, 2);
                });

    assertThat(evaluation.metrics().values()).containsEntry("frame_accuracy", 2.0 / 3);
  }

  @Test
  void anEpochHoldsEveryPieceOnceAndFollowsFromTheSeed() throws IOException {
    SequenceTask task = chorales();

    assertThat(lengths(task, 1)).isEqualTo(lengths(task, 1));
    assertThat(lengths(task, 1)).isNotEqualTo(lengths(task, 2));
    List<Integer> all = lengths(task, 1).stream().flatMap(List::stream).toList();
    // 13807 steps in 229 pieces, of each all but one are predicted
    assertThat(all).hasSize(229);
    assertThat(all.stream().mapToInt(Integer::intValue).sum()).isEqualTo(13807 - 229);
  }

  @Test
  void sortingWithinPoolsSavesPadding() throws IOException {
    long counted = 0;
    long padded = 0;
    for (Batch batch : chorales().trainingBatches(16, Seeds.stream(1))) {
      counted += batch.countedSteps();
      padded += (long) batch.steps() * batch.size();
    }

    // unsorted batches of 16 would be as long as their longest piece, about twice the mean
    assertThat((double) padded / counted).isBetween(1.0, 1.3);
  }

  @Test
  void theReferencesOfTheChoralesAreThePublishedOnes() throws IOException {
    List<Reference> references = chorales().references();

    assertThat(references)
        .extracting(Reference::name)
        .containsExactly("marginal frequencies", "first order per pitch");
    assertThat(references.get(0).testLoss()).isEqualTo(11.092, within(0.0005));
    assertThat(references.get(0).validationLoss()).isEqualTo(10.986, within(0.0005));
    assertThat(references.get(1).testLoss()).isEqualTo(10.492, within(0.0005));
    assertThat(references.get(1).validationLoss()).isEqualTo(10.149, within(0.0005));
  }

  private static SequenceTask small() {
    return SequenceTask.bind(
        new Task.Polyphony(Tasks.NO_HASH), SMALL.getBytes(StandardCharsets.UTF_8));
  }

  private static SequenceTask chorales() throws IOException {
    return SequenceTask.bind(new Task.Polyphony(Tasks.NO_HASH), DataSets.chorales());
  }

  private static List<Batch> evaluated(SequenceTask task, Part part, int batchSize) {
    List<Batch> batches = new ArrayList<>();
    task.evaluate(
        part,
        batchSize,
        (batch, outputs) -> {
          batches.add(batch);
          return new LossSum(0, batch.countedSteps());
        });
    return batches;
  }

  private static List<List<Integer>> lengths(SequenceTask task, long seed) {
    List<List<Integer>> lengths = new ArrayList<>();
    for (Batch batch : task.trainingBatches(16, Seeds.stream(seed))) {
      lengths.add(Arrays.stream(batch.lengths()).boxed().toList());
    }
    return lengths;
  }

  private static List<Integer> ones(float[] values) {
    List<Integer> ones = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        assertThat(values[i]).isEqualTo(1);
        ones.add(i);
      }
    }
    return ones;
  }
}
