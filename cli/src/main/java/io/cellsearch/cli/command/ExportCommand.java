package io.cellsearch.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.training.dl4j.Dl4jExport;
import io.cellsearch.training.trainer.Model;
import io.cellsearch.training.trainer.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the model of one trial as a file that DL4J reads. */
@Command(
    name = "export",
    description = "A trial's model as a DL4J file (ModelSerializer.restoreMultiLayerNetwork).")
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TRIAL", description = "The trial, for instance co2/7.")
  private String trial = "";

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "Where the model goes, for instance model.zip.")
  private Path file = Path.of("");

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    TrialId id = TrialArgument.parse(trial);
    checkTarget();
    ApiClient client = server.client();
    JsonNode shown = client.json("api/experiments/" + id.experiment() + "/trials/" + id.number());
    String name = shown.path("model").asText("");
    if (shown.path("model").isNull() || name.isEmpty()) {
      throw CommandException.failed(reason(id, shown.path("state").asText()));
    }
    Model model = read(name, client.artifact(name));
    Optional<String> refusal = Dl4jExport.refusal(model);
    if (refusal.isPresent()) {
      throw CommandException.failed(id + " cannot be exported: " + refusal.get());
    }
    write(model);
    System.err.println(
        file
            + (Dl4jExport.isStock(model)
                ? " needs nothing but DL4J to be read"
                : " needs DL4J and the jar cellsearch-training to be read")
            + "; its entry "
            + Dl4jExport.HEADER_ENTRY
            + " tells how inputs and outputs are scaled");
    return 0;
  }

  private void checkTarget() {
    if (Files.isDirectory(file)) {
      throw CommandException.wrongInput("--to must be a file, but " + file + " is a folder");
    }
    if (Files.exists(file) && !force) {
      throw CommandException.wrongInput(file + " is there already; --force replaces it");
    }
  }

  private static String reason(TrialId id, String state) {
    return "%s has no model: %s"
        .formatted(
            id,
            switch (state) {
              case "DIVERGED" -> "its loss became non-finite";
              case "QUEUED", "RUNNING", "PAUSED" ->
                  "it is " + state.toLowerCase(Locale.ROOT) + ", and a model is stored at the end";
              default ->
                  "it ended as " + state.toLowerCase(Locale.ROOT) + " before its first epoch";
            });
  }

  private static Model read(String name, byte[] bytes) {
    try {
      return ModelFile.read(bytes);
    } catch (IOException e) {
      throw CommandException.failed("the model " + name + " cannot be used: " + e.getMessage());
    }
  }

  /** Nobody ever sees a half-written file under that name. */
  private void write(Model model) {
    // The memory of the whole machine is not ND4J's to judge.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    Path target = file.toAbsolutePath();
    try {
      Path temporary = Files.createTempFile(target.getParent(), "export-", ".tmp");
      try {
        Dl4jExport.write(model, temporary);
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw CommandException.environment(file + " cannot be written: " + e);
    }
  }
}
