package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.local.LocalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One coordinator and one or two workers as processes. Random search without early stopping finds
 * the same whatever happens to them: the run of a lone worker is what all others are held against.
 */
@Tag("cluster")
final class ServicesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TRIALS = 8;
  private static final int EPOCHS = 12;
  private static final String SPEC =
      """
      name: small
      %s
      model:
        cell: {values: [lstm, gru, mgu]}
        units: {type: int, min: 16, max: 48, scale: log}
        dropout: {min: 0.0, max: 0.3}
      training:
        learning_rate: {min: 1e-3, max: 3e-2, scale: log}
        max_epochs: %d
      search: {algorithm: random, seed: 11}
      early_stopping: {algorithm: none}
      limits: {max_trials: %d}
      """
          .formatted(Co2.TASK, EPOCHS, TRIALS);

  private static Path folder = Path.of("");
  private static List<Row> expected = List.of();

  /** A row of the leaderboard without its seconds and its worker. */
  private record Row(
      @Nullable Integer rank,
      int trial,
      Map<String, JsonNode> parameters,
      int epochs,
      @Nullable Double validationLoss,
      @Nullable Double testLoss,
      String state) {}

  /** For the tests that leave it as they found it. */
  private static Services shared = new Services(folder);

  @BeforeAll
  static void aLoneWorkerTrainsAll(@TempDir Path given) throws Exception {
    folder = given;
    Co2.copyTo(folder);
    Files.writeString(folder.resolve("small.yaml"), SPEC);
    shared = services("shared");
    shared.coordinator();
    shared.workers(1);
    String id = submit(shared);
    expected = rows(shared, id);
    shared.command("backup", backup(), "--server", shared.http().toString());

    assertThat(expected).hasSize(TRIALS).allMatch(row -> row.state().equals("COMPLETED"));
    // The test part is evaluated for the winner alone.
    assertThat(expected).filteredOn(row -> row.testLoss() != null).hasSize(1);
    assertThat(expected.get(0).testLoss()).isNotNull();
  }

  @AfterAll
  static void endAll() {
    shared.close();
  }

  private static String backup() {
    return folder.resolve("backup.zip").toString();
  }

  @Test
  void whatBackupCopiedRestoreBringsBack() throws Exception {
    try (Services services = services("restored")) {
      services.command("restore", backup(), "--state", services.stateDirectory().toString());
      services.coordinator();

      String id = services.client().experiments().get(0).id();
      assertThat(rows(services, id)).isEqualTo(expected);
    }
  }

  @Test
  void twoWorkersFindWhatOneFinds() throws Exception {
    shared.workers(2);
    String id = submit(shared);

    assertThat(rows(shared, id)).isEqualTo(expected);
    assertThat(workers(shared, id)).hasSize(2);
  }

  @Test
  void theTrialsOfAKilledWorkerGoToAnother() throws Exception {
    try (Services services = services("killed-worker")) {
      services.coordinator("--lease", "6");
      Process victim = services.workers(2).get(1);
      String id = submit(services);
      int trial = freezeMidway(services, id, victim);
      String name = services.name(victim);

      Services.kill(victim);

      assertThat(rows(services, id)).isEqualTo(expected);
      assertGoesOn(services, id, trial, name);
    }
  }

  @Test
  void aWorkerThatIsToldToEndHandsItsTrialsBackAtTheEndOfTheirEpoch() throws Exception {
    Process leaver = shared.workers(2).get(0);
    String id = submit(shared);
    await(shared, "its trial has a checkpoint", () -> midway(shared, id, leaver).isPresent());

    long asked = System.nanoTime();
    leaver.destroy();

    assertThat(leaver.waitFor(20, TimeUnit.SECONDS)).isTrue();
    System.out.printf(
        "a worker hands back and leaves within %.1f s%n", (System.nanoTime() - asked) / 1e9);
    assertThat(leaver.exitValue()).isZero();
    assertThat(rows(shared, id)).isEqualTo(expected);
    assertThat(trials(shared, id)).allMatch(trial -> trial.path("workerLosses").asInt() == 0);
    List<String> ends = ends(shared, id);
    assertThat(ends).contains("paused").doesNotContain("worker-lost", "runner-crashed");
  }

  /** How the attempts of all trials ended. */
  private static List<String> ends(Services services, String id) throws ApiException {
    List<String> ends = new ArrayList<>();
    for (JsonNode trial : trials(services, id)) {
      services
          .client()
          .json("api/experiments/" + id + "/trials/" + trial.path("trial").asInt())
          .path("attempts")
          .forEach(attempt -> ends.add(attempt.path("end").asText()));
    }
    return ends;
  }

  @Test
  void aCoordinatorThatIsToldToEndIsFollowedByOneThatGoesOn() throws Exception {
    shared.workers(2);
    String id = submit(shared);
    await(shared, "some trials are done, others under way", () -> isMidway(shared, id));

    long asked = System.nanoTime();
    Process first = shared.coordinatorProcess();
    first.destroy();
    assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
    System.out.printf("a coordinator ends within %.1f s%n", (System.nanoTime() - asked) / 1e9);
    assertThat(first.exitValue()).isZero();
    shared.coordinatorAgain();

    assertThat(rows(shared, id)).isEqualTo(expected);
    // The workers trained on: no attempt was begun again.
    assertThat(trials(shared, id)).allMatch(trial -> trial.path("workerLosses").asInt() == 0);
  }

  /** A trial of a worker that has a checkpoint and is not near its end. */
  private static OptionalInt midway(Services services, String id, Process worker)
      throws ApiException, IOException {
    String name = services.name(worker);
    return trials(services, id).stream()
        .filter(trial -> trial.path("state").asText().equals("RUNNING"))
        .filter(trial -> trial.path("worker").asText().equals(name))
        .filter(trial -> trial.path("checkpointEpoch").asInt() >= 1)
        .filter(trial -> trial.path("epochs").asInt() <= EPOCHS / 2)
        .mapToInt(trial -> trial.path("trial").asInt())
        .findFirst();
  }

  /** Stops a worker that is midway in a trial, and gives that; it says nothing more from here. */
  private static int freezeMidway(Services services, String id, Process worker) {
    AtomicInteger found = new AtomicInteger();
    await(
        services,
        "its trial has a checkpoint",
        () -> {
          if (midway(services, id, worker).isEmpty()) {
            return false;
          }
          Services.signal(worker, "STOP");
          OptionalInt trial = OptionalInt.empty();
          try {
            // Changes nothing, but is answered after all that had arrived is committed.
            services.client().order(id, "resume");
            trial = midway(services, id, worker);
          } finally {
            if (trial.isEmpty()) {
              // A slow machine: the trial came to its end between the answer and the signal.
              Services.signal(worker, "CONT");
            }
          }
          found.set(trial.orElse(0));
          return trial.isPresent();
        });
    return found.get();
  }

  /** A trial went on from a checkpoint when its worker was lost; its epochs count once each. */
  private static void assertGoesOn(Services services, String id, int trial, String lost)
      throws ApiException {
    JsonNode shown = services.client().json("api/experiments/" + id + "/trials/" + trial);
    JsonNode attempts = shown.path("attempts");
    int attempt = 0;
    while (!attempts.path(attempt).path("worker").asText().equals(lost)
        || !attempts.path(attempt).path("end").asText().equals("worker-lost")) {
      assertThat(++attempt).as("one lost by %s: %s", lost, attempts).isLessThan(attempts.size());
    }
    assertThat(attempts.path(attempt + 1).path("fromEpoch").asInt()).isBetween(1, EPOCHS - 1);
    List<Integer> epochs = new ArrayList<>();
    shown.path("curve").forEach(point -> epochs.add(point.path("epoch").asInt()));
    assertThat(epochs).isEqualTo(IntStream.rangeClosed(1, EPOCHS).boxed().toList());
  }

  @Test
  void aKilledCoordinatorGoesOnWhereItWas() throws Exception {
    shared.workers(2);
    String id = submit(shared);
    await(shared, "some trials are done, others under way", () -> isMidway(shared, id));

    Map<Integer, List<JsonNode>> stored = curves(shared, id);
    shared.killCoordinatorAndStartAgain();

    assertThat(rows(shared, id)).isEqualTo(expected);
    Map<Integer, List<JsonNode>> complete = curves(shared, id);
    stored.forEach(
        (trial, curve) ->
            assertThat(complete.get(trial)).hasSizeGreaterThanOrEqualTo(curve.size()));
    complete.replaceAll((trial, curve) -> curve.subList(0, sizeOf(stored.get(trial))));
    assertThat(complete).containsAllEntriesOf(stored);
    // The workers lived: nothing that had come so far as to report was begun again. An order that
    // was on its way when its sender was killed is given again, which counts as a loss.
    assertThat(trials(shared, id))
        .filteredOn(trial -> sizeOf(stored.get(trial.path("trial").asInt())) > 0)
        .isNotEmpty()
        .allMatch(trial -> trial.path("workerLosses").asInt() == 0);
  }

  private static int sizeOf(@Nullable List<JsonNode> curve) {
    return curve == null ? 0 : curve.size();
  }

  private static Services services(String name) throws IOException {
    return new Services(Files.createDirectories(folder.resolve(name)));
  }

  private static String submit(Services services) throws ApiException, InterruptedException {
    return Submission.submit(services.client(), LocalSpec.read(folder.resolve("small.yaml")));
  }

  /** The leaderboard of an experiment once it has come to its end. */
  private static List<Row> rows(Services services, String id) throws ApiException {
    await(services, "the experiment ends", () -> services.client().experiment(id).ended());
    assertThat(services.client().experiment(id).state()).isEqualTo("COMPLETED");
    return services.client().leaderboard(id, null).rows().stream()
        .map(
            row ->
                new Row(
                    row.rank(),
                    row.trial(),
                    row.parameters(),
                    row.epochs(),
                    row.validationLoss(),
                    row.testLoss(),
                    row.state()))
        .toList();
  }

  private static void await(Services services, String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          // What is waited for lasts some epochs of 30 ms.
          .pollInterval(Duration.ofMillis(20))
          // A coordinator that was killed does not answer for a while.
          .ignoreExceptionsInstanceOf(ApiException.class)
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + services.logs(), e);
    }
  }

  private static List<JsonNode> trials(Services services, String id) throws ApiException {
    List<JsonNode> trials = new ArrayList<>();
    services.client().json("api/experiments/" + id + "/trials").path("trials").forEach(trials::add);
    return trials;
  }

  private static Set<String> workers(Services services, String id) throws ApiException {
    return trials(services, id).stream()
        .map(trial -> trial.path("worker").asText(""))
        .filter(worker -> !worker.isEmpty())
        .collect(Collectors.toSet());
  }

  private static boolean isMidway(Services services, String id) throws ApiException {
    List<JsonNode> trials = trials(services, id);
    return trials.stream().anyMatch(trial -> trial.path("state").asText().equals("COMPLETED"))
        && trials.stream()
            .anyMatch(
                trial ->
                    trial.path("state").asText().equals("RUNNING")
                        && trial.path("epochs").asInt() >= 2);
  }

  /** The points of the curve of each trial, which the coordinator has acknowledged. */
  private static Map<Integer, List<JsonNode>> curves(Services services, String id)
      throws ApiException {
    Map<Integer, List<JsonNode>> curves = new TreeMap<>();
    for (JsonNode trial : trials(services, id)) {
      int number = trial.path("trial").asInt();
      List<JsonNode> points = new ArrayList<>();
      services
          .client()
          .json("api/experiments/" + id + "/trials/" + number)
          .path("curve")
          .forEach(points::add);
      curves.put(number, points);
    }
    return curves;
  }
}
