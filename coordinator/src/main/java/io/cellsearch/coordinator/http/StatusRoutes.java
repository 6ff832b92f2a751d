package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.telemetry.CoordinatorMeters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/** For those who watch the process: whether it lives, whether it can work, its meters. */
final class StatusRoutes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4;charset=utf-8";

  private final CoordinatorMeters meters;
  private final BooleanSupplier ready;

  StatusRoutes(CoordinatorMeters meters, BooleanSupplier ready) {
    this.meters = meters;
    this.ready = ready;
  }

  void add(RoutesConfig routes) {
    routes.get("/alive", context -> Answers.text(context, 200, "alive\n"));
    routes.get("/ready", this::ready);
    routes.get("/metrics", context -> context.contentType(PROMETHEUS).result(meters.scrape()));
  }

  private void ready(Context context) {
    boolean isReady = ready.getAsBoolean();
    Answers.text(context, isReady ? 200 : 503, isReady ? "ready\n" : "not ready\n");
  }
}
