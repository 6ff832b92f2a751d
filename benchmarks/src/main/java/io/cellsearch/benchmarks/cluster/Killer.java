package io.cellsearch.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.benchmarks.cluster.ProductNode.Signal;
import io.cellsearch.cli.client.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Carries out strikes, each on a thread of its own until its target is well again. */
final class Killer {
  private final Product product;
  private final String experiment;
  private final List<String> done = new ArrayList<>();
  private final List<Thread> underWay = new ArrayList<>();
  private final List<Integer> busy = new ArrayList<>();

  private Killer(Product product, String experiment) {
    this.product = product;
    this.experiment = experiment;
  }

  /** Strikes in order, until all targets are well again. */
  static Disturbance of(List<Strike> plan) {
    return (product, experiment) -> new Killer(product, experiment).run(plan);
  }

  private List<String> run(List<Strike> plan) throws InterruptedException {
    long begin = System.nanoTime();
    for (Strike strike : plan) {
      long wait = strike.at().toNanos() - (System.nanoTime() - begin);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
      begin(strike);
    }
    for (Thread thread : underWay) {
      thread.join();
    }
    synchronized (busy) {
      return List.copyOf(done);
    }
  }

  private void begin(Strike strike) {
    synchronized (busy) {
      if (busy.contains(strike.target())) {
        done.add(strike + ": left out, it is not well yet");
        return;
      }
      busy.add(strike.target());
    }
    Thread thread = new Thread(() -> carryOut(strike), "strike-" + strike.target());
    underWay.add(thread);
    thread.start();
  }

  private void carryOut(Strike strike) {
    String result;
    try {
      result = strike.runner() ? onRunner(strike) : onNode(strike);
    } catch (IOException e) {
      result = strike + ": failed, " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result = strike + ": interrupted";
    }
    synchronized (busy) {
      done.add(result);
      busy.remove(Integer.valueOf(strike.target()));
    }
  }

  private String onNode(Strike strike) throws IOException, InterruptedException {
    ProductNode node =
        strike.target() == 0 ? product.coordinator() : product.workers().get(strike.target() - 1);
    if (strike.kind() == Strike.Kind.STALL) {
      node.signal(Signal.STOP);
      sleep(strike.lasting());
      node.signal(Signal.CONT);
    } else {
      node.signal(strike.kind() == Strike.Kind.KILL ? Signal.KILL : Signal.TERM);
      node.awaitEnd();
      sleep(strike.lasting());
      node.start();
    }
    return strike.toString();
  }

  private String onRunner(Strike strike) throws IOException, InterruptedException {
    ProductNode worker = product.workers().get(strike.target() - 1);
    Optional<ProcessHandle> runner = worker.runner();
    if (runner.isEmpty()) {
      return strike + ": left out, there is none";
    }
    if (strike.kind() == Strike.Kind.STALL) {
      ProductNode.send(runner.get(), Signal.STOP);
      sleep(strike.lasting());
      ProductNode.send(runner.get(), Signal.CONT);
    } else if (mayCrash(worker)) {
      ProductNode.send(runner.get(), Signal.KILL);
    } else {
      return strike + ": left out, a third crash would rightly fail the trial";
    }
    return strike.toString();
  }

  /** Whether no trial of a worker has failed before; false where nobody can tell. */
  private boolean mayCrash(ProductNode worker) throws IOException {
    Optional<String> name = product.nameOf(worker);
    try {
      JsonNode trials =
          product.client().json("api/experiments/" + experiment + "/trials").path("trials");
      for (JsonNode trial : trials) {
        boolean here = name.filter(trial.path("worker").asText()::equals).isPresent();
        if (here && trial.path("state").asText().equals("RUNNING")) {
          return trial.path("failures").asInt() == 0;
        }
      }
      return true;
    } catch (ApiException e) {
      return false;
    }
  }

  private static void sleep(Duration duration) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(duration.toMillis());
  }
}
