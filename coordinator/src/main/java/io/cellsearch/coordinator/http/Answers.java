package io.cellsearch.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cellsearch.frames.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers as JSON, errors too; never a stack trace. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final int INTERNAL_ERROR = 500;

  private Answers() {}

  /** The body of an error. */
  record ErrorView(String error, String message) {}

  static void json(Context context, Object body) {
    json(context, 200, body);
  }

  static void json(Context context, int status, Object body) {
    try {
      context
          .status(status)
          .contentType("application/json;charset=utf-8")
          .result(Json.mapper().writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + body.getClass(), e);
    }
  }

  static void text(Context context, int status, String body) {
    context.status(status).contentType("text/plain;charset=utf-8").result(body);
  }

  static void errors(RoutesConfig routes) {
    routes.exception(ApiException.class, (e, context) -> error(e, context));
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            error(
                new ApiException(
                    e.getStatus(), word(e.getStatus()), "no such call: " + call(context)),
                context));
    routes.exception(Exception.class, Answers::unexpected);
  }

  /**
   * A body that is no HTTP, or breaks off, is noticed only where it is read: the caller's fault.
   */
  private static void unexpected(Exception e, Context context) {
    if (e instanceof HttpException fault && fault.getCode() < INTERNAL_ERROR) {
      String message = "the call's body broke off, or is no HTTP: " + fault.getReason();
      error(new ApiException(fault.getCode(), word(fault.getCode()), message), context);
      return;
    }
    LOG.error("{} failed", call(context), e);
    error(
        new ApiException(INTERNAL_ERROR, "internal", "something went wrong here; see the log"),
        context);
  }

  private static void error(ApiException e, Context context) {
    json(context, e.status(), new ErrorView(e.error(), e.text()));
  }

  private static String word(int status) {
    return switch (status) {
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 413 -> "too-large";
      default -> status < INTERNAL_ERROR ? "bad-request" : "internal";
    };
  }

  private static String call(Context context) {
    return context.method().name() + " " + context.path();
  }
}
