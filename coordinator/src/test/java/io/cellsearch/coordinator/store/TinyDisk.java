package io.cellsearch.coordinator.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few MiB in memory, which a test can fill and clear. Only root may mount one. */
public final class TinyDisk implements AutoCloseable {
  private static final int CHUNK = 4096;
  private static final String BALLAST = "ballast";

  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one on an empty folder, or skips the test loudly. */
  public static TinyDisk mount(Path folder, int mebibytes) throws Exception {
    Files.createDirectories(folder);
    List<String> command =
        List.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", "" + folder);
    if (!succeeds(command)) {
      String reason = "SKIPPED: a full disk, because only root can mount a small one";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    return new TinyDisk(folder);
  }

  private static boolean succeeds(List<String> command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Leaves no more room than so many bytes. */
  public void fill(long left) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(folder.resolve(BALLAST))) {
      while (folder.toFile().getUsableSpace() > left) {
        out.write(chunk);
      }
    }
  }

  /** Makes room again. */
  public void clear() throws IOException {
    Files.delete(folder.resolve(BALLAST));
  }

  @Override
  public void close() throws Exception {
    if (!succeeds(List.of("umount", "--lazy", folder.toString()))) {
      throw new IllegalStateException("cannot unmount " + folder);
    }
  }
}
