package io.cellsearch.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that no table names go, but not those that are on their way into one. */
@Tag("unit")
final class SweepTest {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);

  private final Set<String> needed = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Integer> looks = new LinkedBlockingQueue<>();
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

  @TempDir private Path folder;
  private ArtifactFolder artifacts;
  private Sha256 model;
  private Sha256 leftOver;
  private volatile Set<String> meanwhile = Set.of();

  @BeforeEach
  void open() throws IOException {
    artifacts = ArtifactFolder.open(folder);
    model = artifacts.put(new byte[] {1});
    leftOver = artifacts.put(new byte[] {2});
    needed.add(model.value());
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  /** Looks at the tables; right after the first look something gets into them. */
  private Set<String> look() {
    Set<String> seen = Set.copyOf(needed);
    needed.addAll(meanwhile);
    looks.add(seen.size());
    return seen;
  }

  private Sweep sweep(Duration patience) {
    return new Sweep(artifacts, this::look, timer, patience);
  }

  @Test
  void whatNoTableNamesGoesAndTheRestStays() {
    sweep(SOON).begin();

    Awaitility.await().until(() -> artifacts.find(leftOver).isEmpty());
    assertThat(artifacts.find(model)).isPresent();
  }

  @Test
  void whatGetsIntoATableMeanwhileStays() throws Exception {
    meanwhile = Set.of(leftOver.value());

    sweep(SOON).begin();

    assertThat(looks.poll(20, TimeUnit.SECONDS)).as("the first look").isEqualTo(1);
    assertThat(looks.poll(20, TimeUnit.SECONDS)).as("the second look").isEqualTo(2);
    timer.shutdown();
    assertThat(timer.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(artifacts.find(leftOver)).isPresent();
  }

  @Test
  void nothingGoesBeforeItsTime() throws Exception {
    sweep(NEVER).begin();
    assertThat(looks.poll(20, TimeUnit.SECONDS)).isEqualTo(1);

    assertThat(artifacts.find(leftOver)).isPresent();
  }
}
