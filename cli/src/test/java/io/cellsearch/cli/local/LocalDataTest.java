package io.cellsearch.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class LocalDataTest {
  @TempDir Path folder;

  @Test
  void aFileIsFoundBesideTheExperimentFileFirst() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/a.csv"), "below");
    Files.writeString(folder.resolve("data/b.csv"), "below");
    Files.writeString(folder.resolve("a.csv"), "beside");
    LocalData data = new LocalData(folder, Map.of());

    // printf beside | sha256sum
    assertThat(data.find("a.csv").orElseThrow().sha256())
        .isEqualTo("5bcaffed4d27f7b2dd939334aa6032a0770b552e4059c50e76b5c8e64219af93");
    assertThat(data.find("b.csv")).isPresent();
    assertThat(data.find("c.csv")).isEmpty();
    assertThat(data.names()).contains("a.csv");
  }

  @Test
  void aRegisteredNameStandsForAFileOfTheDataFolder() throws IOException {
    Path datasets = folder.resolve("sets");
    Files.createDirectories(datasets.resolve("jsb_chorales"));
    Files.writeString(datasets.resolve("jsb_chorales/jsb_chorales.json"), "{}");
    Map<String, String> environment = Map.of("CELLSEARCH_DATASETS", datasets.toString());

    LocalData data = new LocalData(folder, environment);

    assertThat(data.find("jsb-chorales")).isPresent();
    assertThat(data.names()).contains("jsb-chorales");
    assertThat(new LocalData(folder, Map.of()).find("jsb-chorales")).isEmpty();
  }
}
