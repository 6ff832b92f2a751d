package io.cellsearch.protocol;

import java.nio.file.Path;

/**
 * The certificates by which nodes on different machines know each other: each shows its own and
 * checks the other's.
 *
 * @param keyStore PKCS#12 file with the node's own certificate and key
 * @param trustStore PKCS#12 file with the certificates to trust
 */
public record RemotingTls(Path keyStore, Path trustStore, String password) {

  @Override
  public String toString() {
    return "RemotingTls[" + keyStore + ", " + trustStore + "]";
  }
}
