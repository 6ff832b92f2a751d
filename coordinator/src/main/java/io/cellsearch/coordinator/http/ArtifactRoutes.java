package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.artifact.ArtifactException;
import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.NoRoomException;
import io.cellsearch.coordinator.artifact.Sha256;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Upload and download of artifacts by their hash. */
final class ArtifactRoutes {
  private static final String PATH = "/api/artifacts/{sha256}";
  private static final String BYTES = "application/octet-stream";

  private final ArtifactFolder artifacts;

  ArtifactRoutes(ArtifactFolder artifacts) {
    this.artifacts = artifacts;
  }

  void add(RoutesConfig routes) {
    routes.put(PATH, this::put);
    routes.get(PATH, this::get);
    routes.head(PATH, this::head);
  }

  private record Stored(String sha256) {}

  private void put(Context context) throws IOException {
    Sha256 name = name(context);
    if (context.req().getContentLengthLong() > artifacts.maxBytes()) {
      throw ApiException.tooLarge(
          "an artifact must have at most " + artifacts.maxBytes() + " bytes");
    }
    boolean known = artifacts.find(name).isPresent();
    try {
      artifacts.put(name, context.bodyInputStream());
    } catch (NoRoomException e) {
      throw new ApiException(507, "no-room", String.valueOf(e.getMessage()));
    } catch (ArtifactException e) {
      throw switch (e.rule()) {
        case SIZE -> ApiException.tooLarge(String.valueOf(e.getMessage()));
        case HASH -> new ApiException(422, "wrong-hash", String.valueOf(e.getMessage()));
      };
    }
    Answers.json(context, known ? 200 : 201, new Stored(name.value()));
  }

  private void get(Context context) throws IOException {
    Path file = require(context);
    context
        .contentType(BYTES)
        .header("Content-Length", Long.toString(Files.size(file)))
        .header("Content-Disposition", "attachment")
        .result(Files.newInputStream(file));
  }

  private void head(Context context) throws IOException {
    Path file = require(context);
    context.contentType(BYTES).header("Content-Length", Long.toString(Files.size(file)));
  }

  private Path require(Context context) {
    Sha256 name = name(context);
    return artifacts
        .find(name)
        .orElseThrow(() -> ApiException.notFound("no artifact " + name + " is stored"));
  }

  private static Sha256 name(Context context) {
    try {
      return new Sha256(context.pathParam("sha256"));
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
