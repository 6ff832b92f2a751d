package io.cellsearch.coordinator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An editor that uses the schema agrees with the reader. */
@Tag("unit")
class SpecSchemaTest {
  private static final Path EXPERIMENTS = Path.of("../experiments");
  private static final Path MALFORMED = Golden.FOLDER.resolve("malformed");
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SpecSchema.json(), InputFormat.JSON);

  static List<Path> experiments() throws IOException {
    try (Stream<Path> files = Files.list(EXPERIMENTS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void theExperimentsOfTheRepositoryFollowIt(Path file) throws IOException {
    assertThat(schema.validate(Files.readString(file), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04-no-task",
        "06-unknown-keys",
        "07-wrong-types",
        "08-out-of-bounds",
        "39-planned-task"
      })
  void whatTheReaderRefusesByFormItRefusesToo(String name) throws IOException {
    String text = Files.readString(MALFORMED.resolve(name + ".yaml"));
    assertThat(schema.validate(text, InputFormat.YAML)).isNotEmpty();
  }
}
