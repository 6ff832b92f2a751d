package io.cellsearch.benchmarks.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file that a benchmark's figures go to, where one is wanted. */
public final class JsonOption {
  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  private @Nullable Path file;

  /** Writes the figures, if they are wanted. */
  public void write(Object figures) throws IOException {
    if (file != null) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
    }
  }
}
