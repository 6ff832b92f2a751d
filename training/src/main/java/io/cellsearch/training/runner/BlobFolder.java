package io.cellsearch.training.runner;

import io.cellsearch.training.trainer.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The folder of files named by their SHA-256 that a runner shares with its worker. */
final class BlobFolder implements ModelStore {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  BlobFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The bytes of a file.
   *
   * @throws IOException if it is not there, or if its bytes are not those of its name
   */
  @Override
  public byte[] read(String sha256) throws IOException {
    if (!NAME.matcher(sha256).matches()) {
      throw new IOException("a file's name is a SHA-256, but got '" + sha256 + "'");
    }
    byte[] bytes = Files.readAllBytes(folder.resolve(sha256));
    String actual = sha256(bytes);
    if (!actual.equals(sha256)) {
      throw new IOException("the file " + sha256 + " is damaged: its SHA-256 is " + actual);
    }
    return bytes;
  }

  /** Stores bytes under their SHA-256; nobody ever sees a half-written file under such a name. */
  @Override
  public String write(byte[] bytes) throws IOException {
    String name = sha256(bytes);
    Path temporary = Files.createTempFile(folder, "write-", ".tmp");
    try {
      Files.write(temporary, bytes);
      Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return name;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
