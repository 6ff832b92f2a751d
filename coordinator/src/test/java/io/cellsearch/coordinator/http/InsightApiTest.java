package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellsearch.coordinator.scheduler.SpecBuilder;
import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.Samples;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.Confirm;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An experiment of five trials, of which the first two are confirmed with three seeds. */
@Tag("unit")
final class InsightApiTest {
  private static final ExperimentId CO2 = new ExperimentId("co2");

  @TempDir private static Path folder;
  private static ApiFixture api;

  @BeforeAll
  static void start() throws Exception {
    api = new ApiFixture(folder, HttpSettings.loopback(0), stored());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static List<StoreCommand> stored() {
    List<StoreCommand> commands = new ArrayList<>();
    commands.add(
        new StoreCommand.CreateExperiment(
            SpecBuilder.spec("co2", 5).confirm(2, 3).submittedAt(Samples.NOON)));
    // The loss is half of the decades by which the learning rate misses 0.01.
    for (int trial = 1; trial <= 5; trial++) {
      train(commands, trial, Math.pow(10, -1.9 - 0.2 * trial), 0.1 * trial, Optional.empty());
    }
    int number = 5;
    double[][] testLosses = {{0.50, 0.60, 0.70}, {0.49, 0.57, 0.68}};
    for (int of = 1; of <= 2; of++) {
      for (int repetition = 1; repetition <= 3; repetition++) {
        number++;
        double rate = Math.pow(10, -1.9 - 0.2 * of);
        train(commands, number, rate, 0.3, Optional.of(new Repetition(of, repetition)));
        double loss = testLosses[of - 1][repetition - 1];
        commands.add(new StoreCommand.SetTestResult(new TrialId(CO2, number), loss, Metrics.NONE));
      }
    }
    commands.add(
        new StoreCommand.EndExperiment(
            CO2, ExperimentState.COMPLETED, Optional.of("all trials have ended"), Samples.NOON));
    commands.add(
        new StoreCommand.CreateExperiment(SpecBuilder.spec("empty", 5).submittedAt(Samples.NOON)));
    commands.add(Samples.createJsb());
    commands.add(Samples.createTrial(1));
    return commands;
  }

  private static void train(
      List<StoreCommand> commands,
      int trial,
      double rate,
      double loss,
      Optional<Repetition> repeats) {
    TrialId id = new TrialId(CO2, trial);
    long seed = repeats.map(each -> Confirm.seed(42, each.number())).orElse((long) trial);
    Configuration configuration =
        new Configuration(Map.of("training.learning_rate", new ParameterValue.Real(rate)));
    commands.add(new StoreCommand.CreateTrial(id, configuration, seed, repeats));
    commands.add(
        new StoreCommand.StartAttempt(id, 1, AttemptKind.TRAIN, 0, Samples.WORKER, Samples.NOON));
    commands.add(
        new StoreCommand.AddReport(id, 1, new EpochReport(1, 1, loss, loss, Metrics.NONE, 2)));
    commands.add(
        new StoreCommand.EndAttempt(
            id,
            1,
            new AttemptEnd.Trained(false),
            Optional.empty(),
            new TrialProgress(TrialState.COMPLETED, 1, 0, 0, 0),
            Samples.NOON));
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> response = api.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  @ParameterizedTest
  @CsvSource({
    "leaderboard-confirmed, /api/experiments/co2/leaderboard",
    "experiment-confirmed, /api/experiments/co2",
    "comparison, /api/compare?first=co2/1&second=co2/2",
    "comparison-without-a-test, /api/compare?first=co2/3&second=co2/2",
    "importance-of-too-few, /api/experiments/empty/importance"
  })
  void anAnswerIsAsItsGoldenFileSays(String golden, String path) throws Exception {
    Golden.assertMatches(golden, json(path).toString());
  }

  @ParameterizedTest
  @CsvSource({"fanova, expected loss", "ped-anova, density of the best over that of all"})
  void importanceHasShareAndCurveOfEveryParameter(String method, String height) throws Exception {
    JsonNode found = json("/api/experiments/co2/importance?method=" + method);

    assertThat(found.path("method").asText()).isEqualTo(method);
    assertThat(found.path("height").asText()).isEqualTo(height);
    // Repetitions are not trials of the search.
    assertThat(found.path("trials").asInt()).isEqualTo(5);
    JsonNode only = found.path("parameters").path(0);
    assertThat(only.path("path").asText()).isEqualTo("training.learning_rate");
    assertThat(only.path("scale").asText()).isEqualTo("log");
    // All there is to explain depends on the one parameter.
    assertThat(only.path("share").asDouble()).isEqualTo(1, within(1e-9));
    assertThat(only.path("curve").path(0).path("value").asDouble()).isEqualTo(1e-4, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | /api/experiments/co2/importance?method=shap | method must be one of fanova and"
            + " ped-anova, but got shap",
        "404 | /api/experiments/co3/importance | no experiment co3 is known",
        "400 | /api/compare?first=co2/1 | second must be a trial like co2/7, but got nothing",
        "404 | /api/compare?first=co2/1&second=co2/99 | no trial co2/99 is known",
        "400 | /api/compare?first=co2/1&second=co2/6 | second must be a row of a leaderboard, but"
            + " co2/6 repeats trial 1",
        "400 | /api/compare?first=co2/1&second=jsb/1 | only trials of the same task, data and"
            + " metric can be compared, but co2 and jsb differ"
      })
  void whatCannotBeAnsweredSaysWhy(int status, String path, String message) throws Exception {
    HttpResponse<String> response = api.get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(new ObjectMapper().readTree(response.body()).path("message").asText())
        .isEqualTo(message);
  }

  @Test
  void theListOfExperimentsCountsRepetitionsApart() throws Exception {
    JsonNode co2 = json("/api/experiments/co2");

    assertThat(co2.path("trials").path("total").asInt()).isEqualTo(5);
    assertThat(co2.path("repetitions").toString()).isEqualTo("{\"total\":6,\"done\":6}");
  }
}
