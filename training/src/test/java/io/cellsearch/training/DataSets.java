package io.cellsearch.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the published data sets; a test that needs one is skipped, and says so, where it is not.
 */
public final class DataSets {
  private static final String FOLDER = "CELLSEARCH_DATASETS";

  private DataSets() {}

  /** Weekly CO2 on Mauna Loa, 2284 weeks from 1958, 59 of them blank. */
  public static byte[] co2() throws IOException {
    return read("series/co2.csv", "../experiments/co2.csv");
  }

  /** Bach's chorales in quarter notes. */
  public static byte[] chorales() throws IOException {
    return read("jsb_chorales/jsb_chorales.json", "../data/jsb_chorales.json");
  }

  private static byte[] read(String name, String inRepository) throws IOException {
    String folder = System.getenv(FOLDER);
    List<Path> places =
        Stream.concat(
                Stream.ofNullable(folder).map(path -> Path.of(path, name)),
                Stream.of(Path.of(inRepository), Path.of("../../shared/data", name)))
            .toList();
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        return Files.readAllBytes(place);
      }
    }
    String reason = "SKIPPED: no data set " + name + " in any of " + places + "; set " + FOLDER;
    System.err.println(reason);
    return Assumptions.abort(reason);
  }
}
