package io.cellsearch.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.spec.Problem;
import io.cellsearch.frames.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Submission of experiment files. Data sets were uploaded before and are named by their hash: no
 * path and no address in a file is ever opened here.
 */
final class SubmitRoutes {
  /** The most bytes of an experiment file. */
  private static final int MAX_SPEC_BYTES = 1 << 20;

  /** JSON may write each byte as an escape. */
  private static final int MAX_BODY_BYTES = 3 * MAX_SPEC_BYTES;

  private static final String DEFAULT_NAME = "experiment.yaml";

  private final ExperimentCommands commands;
  private final ArtifactFolder artifacts;

  SubmitRoutes(ExperimentCommands commands, ArtifactFolder artifacts) {
    this.commands = commands;
    this.artifacts = artifacts;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/experiments", this::submit);
  }

  private record Submission(
      @Nullable String fileName, @Nullable String spec, @Nullable Map<String, String> data) {}

  private record AcceptedView(String id) {}

  private record ProblemsView(List<Problem> problems) {}

  private void submit(Context context) throws IOException {
    String body = body(context);
    boolean json = String.valueOf(context.contentType()).startsWith("application/json");
    Submission submission = json ? parse(body) : new Submission(DEFAULT_NAME, body, Map.of());
    String spec = submission.spec() == null ? "" : submission.spec();
    if (spec.isBlank()) {
      throw ApiException.badRequest("an experiment file must not be empty");
    }
    if (spec.getBytes(StandardCharsets.UTF_8).length > MAX_SPEC_BYTES) {
      throw ApiException.tooLarge(
          "an experiment file must have at most " + MAX_SPEC_BYTES + " bytes");
    }
    Map<String, String> data = submission.data() == null ? Map.of() : submission.data();
    data.forEach(this::requireUploaded);
    String fileName = submission.fileName() == null ? DEFAULT_NAME : submission.fileName();
    context.future(
        () ->
            Leadership.inTime(commands.submit(spec, fileName, data))
                .thenAccept(result -> answer(context, result)));
  }

  private static void answer(Context context, SubmitResult result) {
    if (result instanceof SubmitResult.Accepted accepted) {
      Answers.json(context, 201, new AcceptedView(accepted.id().value()));
    } else if (result instanceof SubmitResult.Refused refused) {
      Answers.json(context, 422, new ProblemsView(refused.problems()));
    }
  }

  private static String body(Context context) throws IOException {
    byte[] bytes = context.bodyInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw ApiException.tooLarge("a submission must have at most " + MAX_BODY_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ApiException.badRequest("an experiment file must be UTF-8");
    }
  }

  private static Submission parse(String body) {
    try {
      return Json.mapper().readValue(body, Submission.class);
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest(
          "a submission must be {\"fileName\", \"spec\", \"data\"}: " + e.getOriginalMessage());
    }
  }

  private void requireUploaded(String name, String hash) {
    Sha256 sha256;
    try {
      sha256 = new Sha256(String.valueOf(hash));
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(name + ": " + e.getMessage());
    }
    if (artifacts.find(sha256).isEmpty()) {
      throw new ApiException(
          409, "data-missing", name + " (" + sha256 + ") must be uploaded before it is named");
    }
  }
}
