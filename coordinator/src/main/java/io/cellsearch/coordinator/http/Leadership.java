package io.cellsearch.coordinator.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers of the coordinator that leads, which may be another one, or busy. */
final class Leadership {
  private static final int PATIENCE_SECONDS = 30;

  private Leadership() {}

  /** The answer, or the error of one that does not come in time. */
  static <T> CompletableFuture<T> inTime(CompletionStage<T> answer) {
    return answer
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .exceptionallyCompose(Leadership::late);
  }

  private static <T> CompletableFuture<T> late(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof NotReadyException notReady) {
      return CompletableFuture.failedFuture(
          new ApiException(503, "not-ready", String.valueOf(notReady.getMessage())));
    }
    return CompletableFuture.failedFuture(
        cause instanceof TimeoutException
            ? new ApiException(
                503, "not-ready", "the coordinator did not answer in time; ask again")
            : cause);
  }
}
