package io.cellsearch.coordinator.http;

import java.nio.file.Path;

/**
 * A certificate with its private key.
 *
 * @param keyStore a PKCS#12 file
 */
public record Tls(Path keyStore, String password) {
  @Override
  public String toString() {
    return "Tls[" + keyStore + "]";
  }
}
