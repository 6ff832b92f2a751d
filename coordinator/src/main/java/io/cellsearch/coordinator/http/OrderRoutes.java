package io.cellsearch.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.frames.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Orders about experiments. What makes no sense where an experiment stands is a conflict, and says
 * why; an order that was carried out before is answered as one that is.
 */
final class OrderRoutes {
  private static final int MAX_BODY_BYTES = 1_000;

  private final ExperimentCommands commands;

  OrderRoutes(ExperimentCommands commands) {
    this.commands = commands;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/experiments/{id}/pause", context -> order(context, Order.Pause::new));
    routes.post("/api/experiments/{id}/resume", context -> order(context, Order.Resume::new));
    routes.post("/api/experiments/{id}/stop", context -> order(context, Order.Stop::new));
    routes.post("/api/experiments/{id}/cancel", context -> order(context, Order.Cancel::new));
    routes.post("/api/experiments/{id}/extend", this::extend);
    routes.post("/api/experiments/{id}/trials/{number}/requeue", this::requeue);
  }

  private record Extension(@Nullable Integer maxTrials) {}

  private record DoneView(String experiment, String state, boolean changed, String message) {}

  private void order(Context context, Function<ExperimentId, Order> order) {
    give(context, order.apply(experiment(context)));
  }

  private void extend(Context context) throws IOException {
    Integer trials = extension(context).maxTrials();
    if (trials == null || trials < 1) {
      throw ApiException.badRequest("maxTrials must be a whole number from 1");
    }
    give(context, new Order.Extend(experiment(context), trials));
  }

  private static Extension extension(Context context) throws IOException {
    byte[] body = context.bodyInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw ApiException.tooLarge("an order must have at most " + MAX_BODY_BYTES + " bytes");
    }
    try {
      return Json.mapper().readValue(new String(body, StandardCharsets.UTF_8), Extension.class);
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest("an extension must be {\"maxTrials\": N}");
    }
  }

  private void requeue(Context context) {
    int number = ExperimentRoutes.positive("a trial number", context.pathParam("number"));
    give(context, new Order.Requeue(new TrialId(experiment(context), number)));
  }

  private static ExperimentId experiment(Context context) {
    try {
      return new ExperimentId(context.pathParam("id"));
    } catch (IllegalArgumentException e) {
      throw ApiException.notFound("no experiment has an id like this");
    }
  }

  private void give(Context context, Order order) {
    context.future(
        () ->
            Leadership.inTime(commands.order(order)).thenAccept(result -> answer(context, result)));
  }

  private static void answer(Context context, OrderResult result) {
    if (result instanceof OrderResult.Done done) {
      Answers.json(
          context,
          new DoneView(
              done.experiment().value(), done.state().name(), done.changed(), done.message()));
    } else if (result instanceof OrderResult.Unknown) {
      throw ApiException.notFound(result.message());
    } else {
      throw new ApiException(409, "order-refused", result.message());
    }
  }
}
