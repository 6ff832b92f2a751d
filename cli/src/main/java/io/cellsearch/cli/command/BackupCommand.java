package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a backup of a coordinator while it works. */
@Command(
    name = "backup",
    description = {
      "Everything that a coordinator keeps as one ZIP file, taken while it works: results, models,"
          + " checkpoints, data sets. See restore. A PostgreSQL database is backed up with pg_dump."
    })
final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Where it goes, for instance backup.zip.")
  private Path file = Path.of("");

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    if (Files.isDirectory(file)) {
      throw CommandException.wrongInput(file + " is a folder");
    }
    if (Files.exists(file) && !force) {
      throw CommandException.wrongInput(file + " is there already; --force replaces it");
    }
    Path part = Path.of(file + ".part");
    try {
      try {
        server.client().backup(part);
        requireWhole(part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw CommandException.environment(file + " cannot be written: " + e.getMessage());
    }
    System.err.println("cellsearch: backup in " + file);
    return ExitCode.DONE;
  }

  /** The list of a ZIP file's entries comes last: a file that broke off has none. */
  private static void requireWhole(Path part) throws IOException {
    try (ZipFile zip = new ZipFile(part.toFile())) {
      if (zip.size() == 0) {
        throw new IOException("the backup is empty");
      }
    }
  }
}
