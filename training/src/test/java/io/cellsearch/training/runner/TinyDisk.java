package io.cellsearch.training.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A disk of one MiB in memory, which a test can fill and clear. Only root may mount one. */
final class TinyDisk implements AutoCloseable {
  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one on an empty folder, or skips the test loudly. */
  static TinyDisk mount(Path folder) throws Exception {
    Files.createDirectories(folder);
    if (!succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString())) {
      String reason = "SKIPPED: a full disk, because only root can mount a small one";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    return new TinyDisk(folder);
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(List.of(command)).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Leaves no room. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast())) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      // As many pages as there was room for.
      return;
    }
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  /** Makes room again. */
  void clear() {
    try {
      Files.delete(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws Exception {
    if (!succeeds("umount", "--lazy", folder.toString())) {
      throw new IllegalStateException("cannot unmount " + folder);
    }
  }
}
