package io.cellsearch.coordinator.app;

import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.spec.DataCatalog;
import io.cellsearch.coordinator.spec.DataSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data sets that were uploaded with a submission: nothing else of this machine is opened. */
record ArtifactCatalog(ArtifactFolder artifacts, Map<String, String> hashes)
    implements DataCatalog {

  @Override
  public Optional<DataSet> find(String name) {
    return Optional.ofNullable(hashes.get(name))
        .flatMap(hash -> artifacts.find(new Sha256(hash)).map(file -> open(name, hash, file)));
  }

  private static DataSet open(String name, String hash, Path file) {
    return new DataSet(name, hash, () -> Files.newInputStream(file));
  }

  @Override
  public List<String> names() {
    return hashes.keySet().stream().sorted().toList();
  }
}
