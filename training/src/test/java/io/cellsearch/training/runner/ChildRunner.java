package io.cellsearch.training.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.frames.Frame;
import io.cellsearch.frames.FrameCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A runner as a process of its own, which does not outlive its test. */
final class ChildRunner implements AutoCloseable {
  private static final long SECONDS = 30;

  private final Process process;
  private final DataOutputStream toRunner;
  private final Thread logReader;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final BlockingQueue<Optional<Frame>> arrived = new LinkedBlockingQueue<>();
  private final List<Frame> seen = new ArrayList<>();

  ChildRunner(Class<?> mainClass, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    this(List.of("--add-modules", "jdk.incubator.vector"), mainClass, jvmOptions, arguments);
  }

  private ChildRunner(
      List<String> modules, Class<?> mainClass, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    command.addAll(modules);
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).start();
    toRunner = new DataOutputStream(process.getOutputStream());
    Thread unused = follow("frames", this::readFrames);
    logReader = follow("log", this::readLog);
  }

  static ChildRunner start(Path blobs) throws IOException {
    return start(RunnerMain.class, "-Xmx128m", blobs);
  }

  static ChildRunner start(Class<?> mainClass, String memory, Path blobs) throws IOException {
    return start(mainClass, List.of(memory), blobs);
  }

  /** One that leaves a checkpoint at the end of an epoch when the last is so old. */
  static ChildRunner checkpointing(Duration every, Path blobs) throws IOException {
    String option = "-D" + RunnerMain.CHECKPOINT_MILLIS + "=" + every.toMillis();
    return start(RunnerMain.class, List.of("-Xmx128m", option), blobs);
  }

  private static ChildRunner start(Class<?> mainClass, List<String> jvmOptions, Path blobs)
      throws IOException {
    return new ChildRunner(
        mainClass, jvmOptions, List.of("--blobs", blobs.toString(), "--slots", "1"));
  }

  /** A runner in a JVM without the module of the fast engine. */
  static ChildRunner startWithoutVectors(Path blobs) throws IOException {
    return new ChildRunner(
        List.of("-Dorg.bytedeco.javacpp.maxphysicalbytes=0"),
        RunnerMain.class,
        List.of("-Xmx256m"),
        List.of("--blobs", blobs.toString(), "--slots", "1"));
  }

  private static Thread follow(String name, Runnable reading) {
    Thread thread = new Thread(reading, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void readFrames() {
    try (DataInputStream in = new DataInputStream(process.getInputStream())) {
      Optional<Frame> frame = FrameCodec.read(in);
      while (frame.isPresent()) {
        arrived.add(frame);
        frame = FrameCodec.read(in);
      }
    } catch (IOException e) {
      log.writeBytes(("frames ended: " + e + "\n").getBytes(StandardCharsets.UTF_8));
    } finally {
      arrived.add(Optional.empty());
    }
  }

  private void readLog() {
    try (InputStream in = process.getErrorStream()) {
      in.transferTo(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  void send(Frame.ToRunner frame) throws IOException {
    FrameCodec.write(toRunner, frame);
  }

  /** Closes the runner's input, as the death of its worker would. */
  void hangUp() throws IOException {
    toRunner.close();
  }

  /** The next frame of that kind; others before it are only remembered. */
  <T extends Frame> T await(Class<T> kind) throws InterruptedException {
    while (true) {
      Optional<Frame> frame = arrived.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(frame).as("a frame in time; log:%n%s", log()).isNotNull();
      assertThat(frame).as("a frame before the end; log:%n%s", log()).isPresent();
      seen.add(frame.orElseThrow());
      if (kind.isInstance(frame.orElseThrow())) {
        return kind.cast(frame.orElseThrow());
      }
    }
  }

  /** Every frame that was taken so far. */
  List<Frame> seen() {
    return seen;
  }

  /** How the process ended; frames until then are remembered. */
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ends; log:%n%s", log()).isTrue();
    Optional<Frame> frame = arrived.poll(SECONDS, TimeUnit.SECONDS);
    while (frame != null && frame.isPresent()) {
      seen.add(frame.get());
      frame = arrived.poll(SECONDS, TimeUnit.SECONDS);
    }
    logReader.join(TimeUnit.SECONDS.toMillis(SECONDS));
    return process.exitValue();
  }

  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
