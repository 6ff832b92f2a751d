package io.cellsearch.worker.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class BlobFolderTest {
  /** SHA-256 of the three letters abc (FIPS 180-4, first example). */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final byte[] BYTES = "abc".getBytes(UTF_8);

  @TempDir Path folder;
  private FileServer server;
  private BlobFolder blobs;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    blobs = BlobFolder.open(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFileIsFetchedByItsHashAndAskedForOnce() throws IOException {
    server.put(ABC, BYTES);

    assertThat(failure(fetch())).isNull();
    assertThat(failure(fetch())).isNull();

    assertThat(folder.resolve(ABC)).hasBinaryContent(BYTES);
    assertThat(files()).containsExactly(ABC);
    assertThat(server.calls()).containsExactly("GET " + ABC + " null");
  }

  @Test
  void manyWhoWantOneFileAtATimeShareOneFetch() {
    server.put(ABC, BYTES);
    CountDownLatch gate = new CountDownLatch(1);
    server.wait(gate);

    List<CompletableFuture<Void>> all =
        IntStream.range(0, 8).mapToObj(i -> fetch().toCompletableFuture()).toList();
    gate.countDown();

    assertThat(all).allSatisfy(each -> assertThat(failure(each)).isNull());
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void otherBytesThanTheNameSaysAreNotKept() throws IOException {
    server.put(ABC, "abd".getBytes(UTF_8));

    assertThat(failure(fetch()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other bytes for " + ABC);
    assertThat(files()).isEmpty();

    server.put(ABC, BYTES);
    assertThat(failure(fetch())).as("a later try").isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 413, 415, 422})
  void whatTheServerRefusesForGoodIsPermanent(int status) throws IOException {
    server.answerWith(status);

    assertThat(permanent(fetch())).isTrue();
    Files.write(folder.resolve(ABC), BYTES);
    assertThat(permanent(store())).isTrue();
  }

  /** With a new coordinator comes a new credential; the rest is said to pass. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 302})
  void whatMayPassIsNotPermanent(int status) throws IOException {
    server.answerWith(status);

    assertThat(permanent(fetch())).isFalse();
    assertThat(files()).as("what is left of it").isEmpty();
    Files.write(folder.resolve(ABC), BYTES);
    assertThat(permanent(store())).isFalse();
  }

  @Test
  void aServerThatIsNotThereMayComeBack() throws IOException {
    int freePort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      freePort = socket.getLocalPort();
    }
    BlobServer nobody = new BlobServer("http://127.0.0.1:" + freePort, Optional.empty());

    assertThat(failure(blobs.fetch(Optional.of(nobody), ABC))).isInstanceOf(IOException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFetchThatStandsStillIsGivenUpAndCanBeTriedAgain() throws IOException {
    server.put(ABC, BYTES);
    server.stall();
    BlobFolder impatient = BlobFolder.open(folder, Duration.ofMillis(300));

    // On a slow machine a fetch may be given up before it has called.
    for (int tries = 0; server.calls().size() < 2; tries++) {
      assertThat(tries).isLessThan(100);
      assertThat(failure(impatient.fetch(Optional.of(server.open()), ABC)))
          .isInstanceOf(TimeoutException.class);
      assertThat(files()).isEmpty();
    }
  }

  /** The head of an answer may come just when nobody waits for it any more. */
  @Test
  void aFetchThatIsGivenUpLeavesNothingWheneverThatIs() throws IOException {
    server.put(ABC, BYTES);
    server.stall();
    List<BlobFolder> impatient = new ArrayList<>();
    for (int millis = 1; millis <= 8; millis++) {
      impatient.add(BlobFolder.open(folder, Duration.ofMillis(millis)));
    }

    for (int i = 0; i < 400; i++) {
      assertThat(failure(impatient.get(i % 8).fetch(Optional.of(server.open()), ABC)))
          .isInstanceOf(TimeoutException.class);
    }

    assertThat(files()).isEmpty();
  }

  @Test
  void whatAnEarlierProcessLeftHalfDoneIsRemoved() throws IOException {
    Files.writeString(folder.resolve("fetch-1.tmp"), "ab");
    Files.writeString(folder.resolve("write-2.tmp"), "ab");
    Files.write(folder.resolve(ABC), BYTES);

    BlobFolder.open(folder);

    assertThat(files()).containsExactly(ABC);
  }

  @Test
  void withoutAServerTheFolderIsAllThereIs() throws IOException {
    assertThat(permanent(blobs.fetch(Optional.empty(), ABC))).isTrue();
    Files.write(folder.resolve(ABC), BYTES);
    assertThat(failure(blobs.fetch(Optional.empty(), ABC))).isNull();
    assertThat(failure(blobs.store(Optional.empty(), ABC))).isNull();
  }

  @Test
  void aNameThatIsNoHashNeverBecomesAPath() {
    for (String name : List.of("../passwd", "", ABC.toUpperCase(java.util.Locale.ROOT))) {
      assertThat(permanent(blobs.fetch(Optional.of(server.open()), name))).isTrue();
      assertThat(permanent(blobs.store(Optional.of(server.open()), name))).isTrue();
    }
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void aFileIsBroughtToTheServer() throws IOException {
    Files.write(folder.resolve(ABC), BYTES);

    assertThat(failure(store())).isNull();

    assertThat(server.find(ABC)).hasValueSatisfying(got -> assertThat(got).isEqualTo(BYTES));
  }

  @Test
  void aFileThatIsNotThereCannotBeBrought() {
    Throwable failure = failure(store());

    assertThat(failure).hasMessage("the runner left no file " + ABC);
    assertThat(((BlobException) failure).permanent()).isTrue();
  }

  @Test
  void aFileThatAnEqualTrialHasBroughtAndRemovedIsBrought() {
    server.put(ABC, BYTES);

    assertThat(failure(store())).isNull();

    assertThat(server.calls()).containsExactly("HEAD " + ABC + " null");
  }

  @Test
  void whetherAnotherHasBroughtAFileCanBeAskedAgain() {
    server.answerWith(503);

    assertThat(permanent(store())).isFalse();
  }

  @Test
  void bothWaysCarryTheCredential() throws IOException {
    server.put(ABC, BYTES);
    Optional<BlobServer> guarded =
        Optional.of(new BlobServer(server.url() + "/", Optional.of("secret")));

    assertThat(failure(blobs.fetch(guarded, ABC))).isNull();
    assertThat(failure(blobs.store(guarded, ABC))).isNull();

    assertThat(server.calls())
        .containsExactly("GET " + ABC + " Bearer secret", "PUT " + ABC + " Bearer secret");
    assertThat(guarded.orElseThrow().toString()).doesNotContain("secret");
  }

  private CompletionStage<Void> fetch() {
    return blobs.fetch(Optional.of(server.open()), ABC);
  }

  private CompletionStage<Void> store() {
    return blobs.store(Optional.of(server.open()), ABC);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static boolean permanent(CompletionStage<Void> stage) {
    return ((BlobException) failure(stage)).permanent();
  }

  private static Throwable failure(CompletionStage<Void> stage) {
    Throwable failure =
        catchThrowable(() -> stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join());
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
