package io.cellsearch.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class ArtifactFolderTest {
  private static final byte[] BYTES = "abc".getBytes(StandardCharsets.UTF_8);

  /** SHA-256 of "abc", FIPS 180-4's own example. */
  private static final Sha256 NAME =
      new Sha256("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  @TempDir private Path folder;
  private ArtifactFolder artifacts;

  @BeforeEach
  void open() throws IOException {
    artifacts = ArtifactFolder.open(folder, 10);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bytesLieUnderTheirHash() throws IOException {
    assertThat(artifacts.put(BYTES)).isEqualTo(NAME);

    assertThat(artifacts.find(NAME)).contains(folder.resolve(NAME.value()));
    assertThat(folder.resolve(NAME.value())).hasBinaryContent(BYTES);
    assertThat(names()).containsExactly(NAME.value());
  }

  @Test
  void anArtifactCanBeRemovedMoreThanOnce() throws IOException {
    artifacts.put(BYTES);

    artifacts.delete(NAME);
    artifacts.delete(NAME);

    assertThat(artifacts.find(NAME)).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void anUploadThatIsKnownAlreadyChangesNothing() throws IOException {
    artifacts.put(BYTES);

    artifacts.put(NAME, stream("abc"));

    assertThat(names()).containsExactly(NAME.value());
  }

  @Test
  void otherBytesThanTheNameSaysAreRefusedAndLeaveNothing() throws IOException {
    assertThatThrownBy(() -> artifacts.put(NAME, stream("abd")))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("must have the hash that names it")
        .extracting(e -> ((ArtifactException) e).rule())
        .isEqualTo(ArtifactException.Rule.HASH);

    assertThat(names()).isEmpty();
  }

  @Test
  void tooManyBytesAreRefusedAndLeaveNothing() throws IOException {
    assertThatThrownBy(() -> artifacts.put(NAME, stream("12345678901")))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("at most 10 bytes");

    assertThat(names()).isEmpty();
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the connection is gone");
          }
        };

    assertThatThrownBy(() -> artifacts.put(NAME, broken)).hasMessage("the connection is gone");

    assertThat(names()).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAtAStartAnHourLater() throws IOException {
    Path old = Files.createFile(folder.resolve(NAME + ".123.part"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    // Another coordinator on the same folder may be storing it just now.
    Path young = Files.createFile(folder.resolve(NAME + ".456.part"));

    ArtifactFolder unused = ArtifactFolder.open(folder);

    assertThat(names()).containsExactly(young.getFileName().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "../../etc/passwd",
        "..",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"
      })
  void only64HexDigitsAreAName(String name) {
    assertThatThrownBy(() -> new Sha256(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 lower-case hex digits");
  }
}
