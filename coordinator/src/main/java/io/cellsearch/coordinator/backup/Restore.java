package io.cellsearch.coordinator.backup;

import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Brings a backup back into a state directory. The database appears there last, when all else is in
 * its place: what broke off can be begun again.
 */
public final class Restore {
  private Restore() {}

  /**
   * Restores.
   *
   * @param artifacts the folder that artifacts go to
   * @return how many artifacts came back
   * @throws StoreUnavailableException if there is a database already, or the copy of the tables
   *     cannot be read
   * @throws IOException if the file is no whole backup, or there is no room
   */
  public static int into(Path backup, Path stateDirectory, Path artifacts)
      throws IOException, StoreUnavailableException {
    StoreFactory.requireNone(stateDirectory);
    Files.createDirectories(stateDirectory);
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      requireMark(zip, backup);
      int count = restore(zip, ArtifactFolder.open(artifacts));
      Path script = Files.createTempFile(stateDirectory, "restore-", ".sql.gz");
      try (InputStream tables = open(zip, BackupFormat.DATABASE, backup)) {
        Files.write(script, tables.readAllBytes());
        StoreFactory.restore(stateDirectory, script);
      } finally {
        Files.delete(script);
      }
      return count;
    }
  }

  private static void requireMark(ZipFile zip, Path backup) throws IOException {
    try (InputStream mark = open(zip, BackupFormat.MARK, backup)) {
      String version = new String(mark.readAllBytes(), StandardCharsets.US_ASCII);
      if (!version.equals(BackupFormat.VERSION)) {
        throw new IOException(
            backup + " is a backup of format " + version + ", which this version does not know");
      }
    }
  }

  private static InputStream open(ZipFile zip, String entry, Path backup) throws IOException {
    ZipEntry found = zip.getEntry(entry);
    if (found == null) {
      throw new IOException(backup + " is no backup of Cellsearch: it has no " + entry);
    }
    return zip.getInputStream(found);
  }

  private static int restore(ZipFile zip, ArtifactFolder artifacts) throws IOException {
    int count = 0;
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      if (entry.getName().startsWith(BackupFormat.ARTIFACTS)) {
        put(zip, entry, artifacts);
        count++;
      }
    }
    return count;
  }

  /** A name that is no hash, and bytes that are not those of their name, are refused. */
  private static void put(ZipFile zip, ZipEntry entry, ArtifactFolder artifacts)
      throws IOException {
    String name = entry.getName().substring(BackupFormat.ARTIFACTS.length());
    try (InputStream bytes = zip.getInputStream(entry)) {
      artifacts.put(new Sha256(name), bytes);
    } catch (IllegalArgumentException e) {
      throw new IOException("the backup is damaged: " + e.getMessage(), e);
    }
  }
}
