package io.cellsearch.benchmarks.cluster;

import io.cellsearch.protocol.HttpsTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Certificates, password and token as a user makes them, with {@code scripts/certificates}. */
record Secrets(Path folder) {

  /** Makes them for a coordinator of this address. */
  static Secrets make(Path home, Path folder, String address)
      throws IOException, InterruptedException {
    Programs.run(
        List.of(home.resolve("scripts/certificates").toString(), folder.toString(), address),
        Map.of("JAVA_HOME", System.getProperty("java.home")));
    return new Secrets(folder);
  }

  /** The options of any node. */
  List<String> nodeOptions() {
    return List.of(
        "--key-store", file("cluster.p12"),
        "--trust-store", file("trust.p12"),
        "--store-password-file", file("password"));
  }

  /** The further ones of a coordinator. */
  List<String> coordinatorOptions() {
    return List.of("--token-file", file("token"));
  }

  /** What callers of the API need. */
  Site.Access access() throws IOException {
    return new Site.Access(
        Optional.of(Files.readString(folder.resolve("token")).strip()),
        Optional.of(HttpsTrust.ofPem(folder.resolve("certificate.pem"))));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
