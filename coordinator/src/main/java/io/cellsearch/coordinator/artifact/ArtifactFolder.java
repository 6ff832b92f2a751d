package io.cellsearch.coordinator.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * The content-addressed folder. A file appears under its name only when all of its bytes are on the
 * disk and have that hash, and never changes as long as it is there. Safe for concurrent use.
 */
public final class ArtifactFolder {
  /** The most bytes of one artifact. */
  public static final long MAX_BYTES = 256L << 20;

  private static final String TEMPORARY_SUFFIX = ".part";
  private static final Duration UNFINISHED = Duration.ofHours(1);
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final long maxBytes;

  /** Whoever removes reads; whoever needs that nothing is removed writes. */
  private final ReadWriteLock deletions = new ReentrantReadWriteLock();

  private ArtifactFolder(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /**
   * Opens a folder, creates it where needed, and removes what unfinished uploads left an hour ago
   * or before: coordinators that share it may be storing younger ones.
   */
  public static ArtifactFolder open(Path folder) throws IOException {
    return open(folder, MAX_BYTES);
  }

  /** The same with another limit to the bytes of one artifact. */
  public static ArtifactFolder open(Path folder, long maxBytes) throws IOException {
    Files.createDirectories(folder);
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(folder)) {
      leftovers =
          files
              .filter(file -> file.toString().endsWith(TEMPORARY_SUFFIX))
              .filter(file -> isOlder(file, UNFINISHED))
              .toList();
    }
    for (Path leftover : leftovers) {
      Files.deleteIfExists(leftover);
    }
    return new ArtifactFolder(folder, maxBytes);
  }

  private static boolean isOlder(Path file, Duration age) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(age));
    } catch (IOException e) {
      // Gone meanwhile.
      return false;
    }
  }

  /** The most bytes of one artifact here. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Where an artifact lies, if it is there. */
  public Optional<Path> find(Sha256 name) {
    Path file = folder.resolve(name.value());
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /** Removes an artifact; one that is not there is left alone. */
  public void delete(Sha256 name) throws IOException {
    deletions.readLock().lock();
    try {
      Files.deleteIfExists(folder.resolve(name.value()));
    } finally {
      deletions.readLock().unlock();
    }
  }

  /** What keeps files from being removed until it is closed, by the thread that asked for it. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** Lets every removal wait. */
  public Hold hold() {
    deletions.writeLock().lock();
    return deletions.writeLock()::unlock;
  }

  /** All artifacts that are there, in the order of their names. */
  public List<Sha256> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(Sha256::isValid)
          .sorted()
          .map(Sha256::new)
          .toList();
    }
  }

  /** Stores bytes that the coordinator itself made. */
  public Sha256 put(byte[] bytes) throws IOException {
    Sha256 name = Sha256.of(bytes);
    put(name, InputStream.nullInputStream(), bytes);
    return name;
  }

  /**
   * Stores an upload.
   *
   * @throws ArtifactException when the bytes are too many or do not have this hash
   * @throws NoRoomException when the disk is full
   */
  public void put(Sha256 name, InputStream bytes) throws IOException {
    put(name, bytes, new byte[0]);
  }

  private void put(Sha256 name, InputStream stream, byte[] rest) throws IOException {
    if (find(name).isPresent()) {
      return;
    }
    try {
      store(name, stream, rest);
    } catch (IOException e) {
      throw NoRoomException.isCauseOf(e) ? new NoRoomException(e) : e;
    }
  }

  private void store(Sha256 name, InputStream stream, byte[] rest) throws IOException {
    Path temporary = Files.createTempFile(folder, name.value() + ".", TEMPORARY_SUFFIX);
    try {
      Sha256 actual = write(temporary, stream, rest);
      if (!actual.equals(name)) {
        throw new ArtifactException(
            ArtifactException.Rule.HASH,
            "an artifact's bytes must have the hash that names it: sent as "
                + name
                + ", but they are "
                + actual);
      }
      Files.move(temporary, folder.resolve(name.value()), StandardCopyOption.ATOMIC_MOVE);
      syncFolder();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Sha256 write(Path file, InputStream stream, byte[] rest) throws IOException {
    MessageDigest digest = Sha256.digest();
    long total = rest.length;
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        total += n;
        refuseAbove(total);
        digest.update(buffer, 0, n);
        writeFully(out, ByteBuffer.wrap(buffer, 0, n));
      }
      refuseAbove(total);
      writeFully(out, ByteBuffer.wrap(rest));
      out.force(true);
    }
    return Sha256.of(digest, rest);
  }

  private void refuseAbove(long total) {
    if (total > maxBytes) {
      throw new ArtifactException(
          ArtifactException.Rule.SIZE, "an artifact must have at most " + maxBytes + " bytes");
    }
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /** Makes the new name itself durable. */
  private void syncFolder() {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sync " + folder, e);
    }
  }
}
