package io.cellsearch.coordinator.backup;

import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Takes backups while the coordinator works: the tables as they were between two commits, then the
 * artifacts. No artifact is removed meanwhile, so that every file is in the backup that its tables
 * name.
 */
public final class Backup {
  private final Store store;
  private final ArtifactFolder artifacts;
  private final Path temporaryFiles;

  /**
   * @param temporaryFiles a folder with room for a compressed copy of the tables
   */
  public Backup(Store store, ArtifactFolder artifacts, Path temporaryFiles) {
    this.store = store;
    this.artifacts = artifacts;
    this.temporaryFiles = temporaryFiles;
  }

  /**
   * Writes one; nothing is written before the copy of the tables has succeeded.
   *
   * @throws UnsupportedOperationException where the database has tools of its own for that
   */
  public void writeTo(OutputStream out) throws IOException {
    Path folder = Files.createTempDirectory(temporaryFiles, "backup-");
    Path script = folder.resolve(BackupFormat.DATABASE);
    try (ArtifactFolder.Hold hold = artifacts.hold()) {
      copyTables(script);
      write(script, out);
    } finally {
      Files.deleteIfExists(script);
      Files.delete(folder);
    }
  }

  private void copyTables(Path script) {
    try {
      store.backup(script).toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void write(Path script, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    zip.putNextEntry(new ZipEntry(BackupFormat.MARK));
    zip.write(BackupFormat.VERSION.getBytes(StandardCharsets.US_ASCII));
    zip.putNextEntry(new ZipEntry(BackupFormat.DATABASE));
    Files.copy(script, zip);
    for (Sha256 name : artifacts.names()) {
      zip.putNextEntry(new ZipEntry(BackupFormat.ARTIFACTS + name));
      Files.copy(artifacts.find(name).orElseThrow(), zip);
    }
    zip.finish();
  }
}
