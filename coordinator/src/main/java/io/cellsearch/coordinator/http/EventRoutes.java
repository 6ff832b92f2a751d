package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.telemetry.EventBus;
import io.cellsearch.coordinator.telemetry.EventSubscription;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.frames.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Live events as a stream of server-sent events. Each listener holds a thread of the server, hence
 * their limit; one that does not read loses the connection, and its browser comes back.
 */
final class EventRoutes implements AutoCloseable {
  private static final int MAX_LISTENERS = 64;
  private static final int QUEUE = 1_000;
  private static final Duration LOOK_UP = Duration.ofMillis(250);

  private final EventBus events;
  private final Duration heartbeat;
  private final Semaphore listeners = new Semaphore(MAX_LISTENERS);
  private volatile boolean closing;

  EventRoutes(EventBus events, Duration heartbeat) {
    this.events = events;
    this.heartbeat = heartbeat;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/events", this::listen);
  }

  /** Ends the streams, and waits a moment for those that are writing. */
  @Override
  public void close() {
    closing = true;
    try {
      if (listeners.tryAcquire(MAX_LISTENERS, 5, TimeUnit.SECONDS)) {
        listeners.release(MAX_LISTENERS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record HelloView(long heartbeatSeconds) {}

  private record TrialView(
      String experiment, int trial, String state, int epoch, OptionalDouble validationLoss) {}

  private record ExperimentView(String experiment, String state) {}

  private void listen(Context context) throws IOException {
    if (!listeners.tryAcquire()) {
      throw new ApiException(
          503, "too-many-listeners", "at most " + MAX_LISTENERS + " pages can listen at once");
    }
    try (EventSubscription subscription = events.subscribe(QUEUE)) {
      context.contentType("text/event-stream;charset=utf-8").header("X-Accel-Buffering", "no");
      stream(subscription, context.res().getOutputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.release();
    }
  }

  private void stream(EventSubscription subscription, OutputStream out)
      throws InterruptedException {
    try {
      send(out, "hello", new HelloView(heartbeat.toSeconds()));
      long quietSince = System.nanoTime();
      while (!closing) {
        Optional<LiveEvent> event = subscription.next(LOOK_UP);
        if (event.isPresent()) {
          send(out, event.get());
        } else if (System.nanoTime() - quietSince >= heartbeat.toNanos()) {
          out.write(": heartbeat\n\n".getBytes(StandardCharsets.UTF_8));
          out.flush();
        } else {
          continue;
        }
        quietSince = System.nanoTime();
      }
      out.close();
    } catch (IOException e) {
      // The listener is gone: nobody is left to be told.
    }
  }

  private static void send(OutputStream out, LiveEvent event) throws IOException {
    if (event instanceof LiveEvent.TrialChanged trial) {
      send(
          out,
          "trial",
          new TrialView(
              trial.trial().experiment().value(),
              trial.trial().number(),
              trial.state().name(),
              trial.epoch(),
              trial.validationLoss()));
    } else if (event instanceof LiveEvent.ExperimentChanged experiment) {
      send(
          out,
          "experiment",
          new ExperimentView(experiment.experiment().value(), experiment.state()));
    }
  }

  private static void send(OutputStream out, String name, Object data) throws IOException {
    String json = Json.mapper().writeValueAsString(data);
    out.write(("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
