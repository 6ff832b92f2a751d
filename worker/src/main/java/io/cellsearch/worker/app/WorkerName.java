package io.cellsearch.worker.app;

import io.cellsearch.protocol.WorkerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker's name, kept in its state directory: by it the coordinator knows at once which attempts
 * a restarted worker has lost. The file is locked as long as the worker lives.
 */
final class WorkerName implements AutoCloseable {
  private static final String FILE = "worker-name";
  private static final int MAX_BYTES = 1_000;

  private final FileChannel channel;
  private final WorkerId id;

  private WorkerName(FileChannel channel, WorkerId id) {
    this.channel = channel;
    this.id = id;
  }

  /**
   * Reads the name, or makes one up.
   *
   * @throws DirectoryInUseException if another worker lives in it
   * @throws IOException if the name there is none
   */
  static WorkerName open(Path stateDirectory) throws IOException {
    Files.createDirectories(stateDirectory);
    FileChannel channel =
        FileChannel.open(
            stateDirectory.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (lock(channel) == null) {
        throw new DirectoryInUseException(stateDirectory);
      }
      return new WorkerName(channel, readOrCreate(channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static WorkerId readOrCreate(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    channel.read(bytes, 0);
    String known = StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    if (!known.isEmpty()) {
      return parse(known);
    }
    WorkerId fresh = new WorkerId(host() + "-" + UUID.randomUUID().toString().substring(0, 8));
    channel.write(ByteBuffer.wrap(fresh.value().getBytes(StandardCharsets.UTF_8)), 0);
    channel.force(true);
    return fresh;
  }

  private static WorkerId parse(String known) throws IOException {
    try {
      return new WorkerId(known);
    } catch (IllegalArgumentException e) {
      throw new IOException("the file " + FILE + " is damaged: " + e.getMessage(), e);
    }
  }

  private static String host() {
    try {
      String name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
      return name.matches("[A-Za-z0-9].{0,99}") ? name : "worker";
    } catch (UnknownHostException e) {
      return "worker";
    }
  }

  WorkerId id() {
    return id;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
