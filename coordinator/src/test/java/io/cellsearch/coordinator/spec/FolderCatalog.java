package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.artifact.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a folder under their own names. */
record FolderCatalog(Path folder) implements DataCatalog {

  @Override
  public Optional<DataSet> find(String name) {
    if (!names().contains(name)) {
      return Optional.empty();
    }
    Path file = folder.resolve(name);
    try {
      String hash = Sha256.of(Files.readAllBytes(file)).value();
      return Optional.of(new DataSet(name, hash, () -> Files.newInputStream(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
