package io.cellsearch.benchmarks.cluster;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.local.LocalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One experiment on three workers in a folder of its own, disturbed or not. */
final class ChaosRound {
  static final int WORKERS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration RETURN_PATIENCE = Duration.ofMinutes(2);
  private static final int POLL_MILLIS = 500;

  private final Path home;
  private final Path folder;
  private final SmallExperiment experiment;
  private final Site site;

  /**
   * What came out of it.
   *
   * @param done by the disturbance, in words
   * @param troubles what went wrong before the outcome could be read
   * @param staleReports refused, as their attempt was over, since the coordinator's last start
   * @param secondsAfter from the end of the disturbance to that of the experiment
   */
  record Result(
      Outcome outcome,
      List<String> done,
      List<String> troubles,
      int staleReports,
      double seconds,
      double secondsAfter) {}

  ChaosRound(Path home, Path folder, SmallExperiment experiment, Site site) {
    this.home = home;
    this.folder = folder;
    this.experiment = experiment;
    this.site = site;
  }

  /** Runs it to its end. */
  Result run(Disturbance disturbance) throws IOException, InterruptedException, SQLException {
    Files.createDirectories(folder);
    Path file = experiment.write(home, folder);
    // A checkpoint after each epoch: most attempts have something to go on from.
    try (Product product =
        new Product(home, folder, WORKERS, List.of("--checkpoint-seconds", "0"), site)) {
      product.start();
      String id = submit(product.client(), LocalSpec.read(file));
      long begin = System.nanoTime();
      List<String> done = disturbance.disturb(product, id);
      long disturbed = System.nanoTime();
      List<String> troubles = new ArrayList<>();
      List<Outcome.Place> leaderboard = awaitEnd(product.client(), id, troubles);
      double seconds = (System.nanoTime() - begin) / 1e9;
      checkAlive(product, troubles);
      int staleReports = awaitWorkers(product, troubles);
      product.endCoordinator();
      Outcome outcome =
          new Outcome(leaderboard, Tables.read(product.state()), AcknowledgedReports.read(folder));
      double secondsAfter = seconds - (disturbed - begin) / 1e9;
      return new Result(outcome, done, troubles, staleReports, seconds, secondsAfter);
    }
  }

  /** Submits an experiment as soon as the coordinator takes one. */
  static String submit(ApiClient client, LocalSpec spec) throws IOException, InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return Submission.submit(client, spec);
      } catch (ApiException e) {
        if (System.nanoTime() > patience) {
          throw new IOException("the coordinator takes no experiment", e);
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  /** The leaderboard when the experiment has ended. */
  static List<Outcome.Place> awaitEnd(ApiClient client, String id, List<String> troubles)
      throws InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < patience) {
      try {
        if (client.experiment(id).ended()) {
          String state = client.experiment(id).state();
          if (!state.equals("COMPLETED")) {
            troubles.add("the experiment ended as " + state);
          }
          return client.leaderboard(id, null).rows().stream().map(Outcome.Place::of).toList();
        }
      } catch (ApiException e) {
        // A coordinator that was just started does not answer for a while.
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    troubles.add("the experiment did not end within " + PATIENCE);
    return List.of();
  }

  /**
   * An experiment can end without a worker that never found back; its user would miss it.
   *
   * @return the reports refused as late
   */
  private static int awaitWorkers(Product product, List<String> troubles)
      throws IOException, InterruptedException {
    long patience = System.nanoTime() + RETURN_PATIENCE.toNanos();
    Metrics metrics = product.metrics();
    while (metrics.workers() < WORKERS && System.nanoTime() < patience) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      metrics = product.metrics();
    }
    if (metrics.workers() < WORKERS) {
      troubles.add("only " + metrics.workers() + " workers are there after " + RETURN_PATIENCE);
    }
    return metrics.staleReports();
  }

  /** A process that has ended by itself would be missed by its user, though its work is done. */
  private static void checkAlive(Product product, List<String> troubles) {
    List<ProductNode> nodes = new ArrayList<>(product.workers());
    nodes.add(product.coordinator());
    nodes.stream()
        .filter(node -> !node.alive())
        .forEach(node -> troubles.add(node.name() + " ended by itself, see " + node.log()));
  }
}
