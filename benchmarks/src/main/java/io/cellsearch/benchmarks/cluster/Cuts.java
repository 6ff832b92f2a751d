package io.cellsearch.benchmarks.cluster;

import io.cellsearch.cli.client.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Cuts nodes off from all others, one at a time, and connects them again. */
final class Cuts implements Disturbance {
  /** What the coordinator logs of a worker whose node the cluster has removed. */
  private static final String REMOVED = "is gone";

  /** For all workers to have something to lose. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

  private final Network network;
  private final List<Cut> plan;

  Cuts(Network network, List<Cut> plan) {
    this.network = network;
    this.plan = plan;
  }

  @Override
  public List<String> disturb(Product product, String experiment)
      throws IOException, InterruptedException {
    List<String> done = new ArrayList<>();
    long begin = System.nanoTime();
    sleep(FIRST_PAUSE);
    for (Cut cut : plan) {
      if (hasEnded(product, experiment)) {
        done.add(cut + ": left out, the experiment has ended");
        continue;
      }
      double at = (System.nanoTime() - begin) / 1e9;
      int removedBefore = removals(product);
      carryOut(cut, product);
      sleep(cut.pause());
      // A removal can come after the end of the cut that caused it.
      int removed = removals(product) - removedBefore;
      done.add("%5.1f s %s: %d removed".formatted(at, cut, removed));
    }
    return done;
  }

  private void carryOut(Cut cut, Product product) throws IOException, InterruptedException {
    ProductNode node =
        cut.target() == 0 ? product.coordinator() : product.workers().get(cut.target() - 1);
    network.cut(node.name(), cut.failure());
    try {
      sleep(cut.lasting());
    } finally {
      network.heal(node.name());
    }
  }

  /** Whether nothing is left to disturb; false while the coordinator does not answer. */
  private static boolean hasEnded(Product product, String experiment) {
    try {
      return product.client().experiment(experiment).ended();
    } catch (ApiException e) {
      return false;
    }
  }

  private static int removals(Product product) throws IOException {
    String log = Files.readString(product.coordinator().log());
    return log.split(REMOVED, -1).length - 1;
  }

  private static void sleep(Duration duration) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(duration.toMillis());
  }
}
