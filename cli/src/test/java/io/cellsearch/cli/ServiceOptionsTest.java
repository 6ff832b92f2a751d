package io.cellsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.cli.exit.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What coordinator and worker refuse before they start, in a sentence. */
@Tag("unit")
final class ServiceOptionsTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream oldErr = System.err;

  @BeforeEach
  void redirect() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(oldErr);
  }

  private void assertRefused(String message, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--state", folder.resolve("state").toString()));

    assertThat(Main.run(arguments.toArray(new String[0]))).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message).doesNotContain("\tat ");
  }

  @Test
  void otherMachinesAreNotLetInWithoutCertificates() {
    assertRefused("it needs --key-store", "coordinator", "--bind", "10.0.0.7");
    assertRefused("it needs --key-store", "worker", "--join", "a:1", "--bind", "10.0.0.7");
  }

  @Test
  void everyAddressIsNoneThatOthersCouldBeTold() throws Exception {
    String[] coordinator = withStores("right", "coordinator", "--bind", "0.0.0.0", "--port", "0");
    String[] worker = withStores("right", "worker", "--join", "a:1", "--bind", "::");

    assertRefused("--bind must name one address of this machine, but 0.0.0.0", coordinator);
    assertRefused("--bind must name one address of this machine, but ::", worker);
  }

  @Test
  void aNameToAdvertiseDoesNotReplaceCertificates() {
    assertRefused(
        "it needs --key-store", "coordinator", "--bind", "0.0.0.0", "--advertise", "a.example");
  }

  @Test
  void aPasswordInTheDatabasesAddressIsRefused() {
    assertRefused(
        "--database must not have a password",
        "coordinator",
        "--database",
        "jdbc:postgresql://127.0.0.1/cells?user=a&password=hidden");
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("hidden");
  }

  @Test
  void aKeyStoreThatThePasswordDoesNotOpenIsNamed() throws Exception {
    String[] worker = withStores("wrong", "worker", "--join", "127.0.0.1:1");

    assertRefused("cannot open " + folder.resolve("key.p12"), worker);
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("wrong-password");
  }

  /** The words, and stores without certificates that only the right password opens. */
  private String[] withStores(String given, String... words) throws Exception {
    Path store = folder.resolve("key.p12");
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    try (OutputStream out = Files.newOutputStream(store)) {
      empty.store(out, "right-password".toCharArray());
    }
    Path password = Files.writeString(folder.resolve("password"), given + "-password");
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--key-store", store.toString(), "--trust-store", store.toString()));
    all.addAll(List.of("--store-password-file", password.toString()));
    return all.toArray(new String[0]);
  }

  @Test
  void aCertificateFileWithoutCertificatesIsNamed() throws Exception {
    Path pem = Files.writeString(folder.resolve("empty.pem"), "");

    assertRefused(
        "--certificate: cannot read the certificates",
        "experiments",
        "--certificate",
        pem.toString());
  }
}
