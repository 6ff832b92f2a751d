package io.cellsearch.coordinator.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/** A backup of everything, as one file. It is asked for by POST, for it makes work. */
final class BackupRoutes {
  private static final String ZIP = "application/zip";

  private final BackupSource source;

  BackupRoutes(BackupSource source) {
    this.source = source;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/backup", this::take);
  }

  private void take(Context context) throws IOException {
    context.contentType(ZIP).header("Content-Disposition", "attachment; filename=backup.zip");
    try {
      source.writeTo(context.outputStream());
    } catch (UnsupportedOperationException e) {
      throw new ApiException(409, "not-here", String.valueOf(e.getMessage()));
    }
  }
}
