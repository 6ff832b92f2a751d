package io.cellsearch.cli.command;

import io.cellsearch.cli.local.LocalSpec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads an experiment file and its data, and reports every problem at once. */
@Command(
    name = "validate",
    description = "Reports every problem of an experiment file and its data; exit 0 or 2.")
final class ValidateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "The experiment file.")
  private Path spec = Path.of("");

  @Option(names = "--resolved", description = "Print the file with every default filled in.")
  private boolean resolved;

  @Override
  public Integer call() {
    LocalSpec read = LocalSpec.read(spec);
    if (resolved) {
      System.out.print(read.resolved().text());
    } else {
      System.err.println(read.fileName() + " is sound");
    }
    return 0;
  }
}
