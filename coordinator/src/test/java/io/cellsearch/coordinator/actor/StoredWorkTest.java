package io.cellsearch.coordinator.actor;

import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart knows of trials that were in a runner that crashed. */
@Tag("unit")
final class StoredWorkTest {
  @TempDir private Path folder;
  private Store store;
  private World world;
  private ScriptedWorker worker;

  /** Trials 1 and 2 were in one runner. */
  @BeforeEach
  void crash() throws Exception {
    store = StoreFactory.open(folder, StoreSettings.DEFAULT);
    world = new World(store);
    worker = world.workers().get(1);
    world.submit(spec("co2", 9));
    world.hello(worker);
    world.requestWork(worker);
    assertThat(worker.ids()).hasSize(2);
    List<ScriptedWorker.Held> held = worker.held();
    held.forEach(attempt -> attempt.end(new Outcome.RunnerLost("signal 9", ""), 1));
    held.forEach(attempt -> world.end(worker, attempt));
    assertThat(worker.ids()).isEmpty();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<AttemptId> heldAfterARequest() {
    world.hello(worker);
    world.requestWork(worker);
    return worker.ids();
  }

  @Test
  void suspectsRunAloneAfterARestart() {
    world.restart();

    assertThat(heldAfterARequest())
        .singleElement()
        .satisfies(id -> assertThat(id.toString()).isEqualTo("co2/1#2"));
  }

  @Test
  void aLostWorkerClearsNobodyOverARestart() {
    heldAfterARequest();
    world.leave(worker);
    world.restart();

    assertThat(heldAfterARequest())
        .singleElement()
        .satisfies(id -> assertThat(id.toString()).isEqualTo("co2/1#3"));
  }

  @Test
  void aTrialThatEndedOtherwiseSinceIsNoSuspect() {
    for (int trial = 1; trial <= 2; trial++) {
      heldAfterARequest();
      ScriptedWorker.Held alone = worker.held().get(0);
      alone.end(new Outcome.Failed("out of luck", ""), 0);
      world.end(worker, alone);
    }
    world.restart();

    assertThat(heldAfterARequest()).hasSize(2);
  }
}
