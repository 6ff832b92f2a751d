package io.cellsearch.training.trainer;

import java.io.IOException;

/** Keeps models and checkpoints as files by the SHA-256 of their bytes. */
public interface ModelStore {

  /** Keeps a file and returns its name. */
  String write(byte[] file) throws IOException;

  /** The bytes of a file. */
  byte[] read(String sha256) throws IOException;
}
