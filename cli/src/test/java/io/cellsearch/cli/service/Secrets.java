package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.protocol.HttpsTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** What scripts/certificates writes for a cluster, and the search for it where it must not be. */
record Secrets(Path folder) {
  private static final Path SCRIPT = Path.of("../scripts/certificates");

  /** Makes a certificate for this machine's loopback, a token and a password. */
  static Secrets make(Path folder) throws IOException, InterruptedException {
    ProcessBuilder script =
        new ProcessBuilder(SCRIPT.toString(), folder.toString(), "localhost", "127.0.0.1")
            .inheritIO();
    script.environment().put("JAVA_HOME", System.getProperty("java.home"));
    assertThat(script.start().waitFor()).isZero();
    return new Secrets(folder);
  }

  String token() throws IOException {
    return Files.readString(folder.resolve("token"));
  }

  String password() throws IOException {
    return Files.readString(folder.resolve("password"));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  SSLContext trust() throws IOException {
    return HttpsTrust.ofPem(file("certificate.pem"));
  }

  /** The options by which a node uses them. */
  String[] nodeOptions() {
    return new String[] {
      "--key-store", file("cluster.p12").toString(),
      "--trust-store", file("trust.p12").toString(),
      "--store-password-file", file("password").toString()
    };
  }

  /** The files of a folder that hold one of the secrets. */
  List<Path> leaks(Path searched) throws IOException {
    List<Path> leaks = new ArrayList<>();
    try (Stream<Path> files = Files.walk(searched)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(folder) && isIn(Files.readAllBytes(file))) {
          leaks.add(file);
        }
      }
    }
    return leaks;
  }

  boolean isIn(byte[] bytes) throws IOException {
    return isIn(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  boolean isIn(String text) throws IOException {
    return text.contains(token()) || text.contains(password());
  }
}
