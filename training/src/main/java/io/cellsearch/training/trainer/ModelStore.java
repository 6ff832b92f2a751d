package io.cellsearch.training.trainer;

import java.io.IOException;

/** Keeps models and checkpoints as files by the SHA-256 of their bytes. */
public interface ModelStore {

  /** Keeps a file and returns its name; may wait a while where there is no room for it. */
  String write(byte[] file) throws IOException;

  /** The same for a file that is not worth a wait. */
  default String writeNow(byte[] file) throws IOException {
    return write(file);
  }

  /** The bytes of a file. */
  byte[] read(String sha256) throws IOException;
}
