package io.cellsearch.training.runner;

import io.cellsearch.training.trainer.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of files named by their SHA-256 that a runner shares with its worker. */
final class BlobFolder implements ModelStore {
  private static final Logger LOG = LoggerFactory.getLogger(BlobFolder.class);
  private static final int TRIES = 240;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final int tries;
  private final Runnable pause;

  BlobFolder(Path folder) {
    this(folder, TRIES, BlobFolder::second);
  }

  /**
   * @param tries again where there is no room
   * @param pause between two of them
   */
  BlobFolder(Path folder, int tries, Runnable pause) {
    this.folder = folder;
    this.tries = tries;
    this.pause = pause;
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

  /**
   * Stores bytes under their SHA-256. Where there is no room it tries again every second: a model
   * is worth more than the wait.
   *
   * @throws NoRoomException if there is still no room after four minutes, sooner than the attempt
   *     would be taken for hung
   */
  @Override
  public String write(byte[] bytes) throws IOException {
    for (int trial = 1; ; trial++) {
      try {
        return writeNow(bytes);
      } catch (NoRoomException e) {
        if (trial > tries) {
          throw e;
        }
        LOG.warn("waits for room: {}", e.getMessage());
        pause.run();
      }
    }
  }

  private static void second() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stores bytes under their SHA-256; nobody ever sees a half-written file under such a name. */
  @Override
  public String writeNow(byte[] bytes) throws IOException {
    try {
      return store(bytes);
    } catch (IOException e) {
      throw NoRoomException.isCauseOf(e) ? new NoRoomException(e) : e;
    }
  }

  private String store(byte[] bytes) throws IOException {
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
