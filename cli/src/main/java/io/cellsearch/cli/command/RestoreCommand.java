package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.process.StateDirectory;
import io.cellsearch.coordinator.backup.Restore;
import io.cellsearch.coordinator.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a backup back. */
@Command(
    name = "restore",
    description = {
      "Brings a backup back into a state directory without a database, on which a coordinator is"
          + " started then."
    })
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Where it goes (default: $XDG_STATE_HOME/cellsearch).")
  private @Nullable Path state;

  @Override
  public Integer call() {
    if (!Files.isRegularFile(file)) {
      throw CommandException.wrongInput("there is no file " + file);
    }
    Path directory = StateDirectory.of(Optional.ofNullable(state)).path();
    try {
      int count = Restore.into(file, directory, directory.resolve("artifacts"));
      System.err.printf(
          "cellsearch: restored into %s, with %d artifacts; start it with: coordinator --state %s%n",
          directory, count, directory);
      return ExitCode.DONE;
    } catch (StoreUnavailableException e) {
      throw CommandException.environment(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CommandException.failed(file + " cannot be restored: " + e.getMessage());
    }
  }
}
