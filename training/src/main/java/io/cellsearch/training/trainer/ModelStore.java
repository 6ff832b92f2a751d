package io.cellsearch.training.trainer;

import java.io.IOException;

/** Keeps model files by the SHA-256 of their bytes. */
public interface ModelStore {

  /** Keeps a model file and returns its name. */
  String write(byte[] model) throws IOException;

  /** The bytes of a model file. */
  byte[] read(String sha256) throws IOException;
}
