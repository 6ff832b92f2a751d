package io.cellsearch.cli.local;

import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.spec.DataCatalog;
import io.cellsearch.coordinator.spec.DataSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data sets of this machine: files beside the experiment file and in the data folders;
 * registered names stand for a file below a data folder. Data folders are {@code
 * CELLSEARCH_DATASETS}, else {@code data} beside the experiment file and in the working directory.
 */
public final class LocalData implements DataCatalog {
  /** Names the data folder. */
  static final String VARIABLE = "CELLSEARCH_DATASETS";

  private static final Map<String, String> REGISTERED =
      Map.of("jsb-chorales", "jsb_chorales/jsb_chorales.json");

  private final Path beside;
  private final List<Path> folders;

  /** The data that an experiment file in this folder finds. */
  public LocalData(Path specFolder, Map<String, String> environment) {
    beside = specFolder.toAbsolutePath();
    String given = environment.getOrDefault(VARIABLE, "");
    folders =
        given.isBlank()
            ? List.of(beside.resolve("data"), Path.of("data").toAbsolutePath())
            : List.of(Path.of(given).toAbsolutePath());
  }

  @Override
  public Optional<DataSet> find(String name) {
    return candidates(name).stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> new DataSet(name, hash(file), () -> Files.newInputStream(file)));
  }

  private List<Path> candidates(String name) {
    List<Path> candidates = new ArrayList<>();
    String registered = REGISTERED.get(name);
    if (registered == null) {
      candidates.add(beside.resolve(name));
    }
    folders.forEach(
        folder -> candidates.add(folder.resolve(registered == null ? name : registered)));
    return candidates;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    REGISTERED.forEach(
        (name, file) -> {
          if (folders.stream().anyMatch(folder -> Files.isRegularFile(folder.resolve(file)))) {
            names.add(name);
          }
        });
    try (Stream<Path> files = Files.list(beside)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(".*\\.(csv|json)"))
          .sorted()
          .forEach(names::add);
    } catch (IOException e) {
      // A folder that cannot be listed has no names to suggest.
      return names;
    }
    return names;
  }

  private static String hash(Path file) {
    try {
      return Sha256.of(Files.readAllBytes(file)).value();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
