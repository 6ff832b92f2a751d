package io.cellsearch.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.search.Search;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.training.trainer.TrialMemory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TrainingMemoryNeedTest {
  private static final DataSize DATA = new DataSize(26, 100_000);
  private static final ExperimentSpec SPEC =
      LocalSpec.read(Path.of("../experiments/co2.yaml")).resolved().spec();

  private final TrainingMemoryNeed need = new TrainingMemoryNeed();

  private static Configuration with(double learningRate, double dropout, int units) {
    SearchAction first = Search.create(SPEC).on(new SearchEvent.TrialRequested()).get(0);
    Map<String, ParameterValue> values =
        new LinkedHashMap<>(((SearchAction.Start) first).configuration().values());
    values.put("training.learning_rate", new ParameterValue.Real(learningRate));
    values.put("model.dropout", new ParameterValue.Real(dropout));
    values.put("model.units", new ParameterValue.Int(units));
    return new Configuration(values);
  }

  private static long told(Configuration configuration) {
    return TrialMemory.of(SPEC.task(), DATA, configuration, SPEC.cells()).bytes();
  }

  @Test
  void whatIsRememberedIsWhatTheTrainerSays() {
    for (Configuration each :
        new Configuration[] {
          with(0.01, 0.2, 16), with(0.02, 0.3, 16), with(0.02, 0, 16), with(0.02, 0.3, 32)
        }) {
      assertThat(need.bytes(SPEC, DATA, each)).isEqualTo(told(each));
      assertThat(need.bytes(SPEC, DATA, each)).as("asked again").isEqualTo(told(each));
    }
  }

  @Test
  void dropoutNeedsItsMasksWhateverItsShare() {
    assertThat(need.bytes(SPEC, DATA, with(0.01, 0.2, 16)))
        .isEqualTo(need.bytes(SPEC, DATA, with(0.03, 0.4, 16)))
        .isGreaterThan(need.bytes(SPEC, DATA, with(0.01, 0, 16)));
  }
}
