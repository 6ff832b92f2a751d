package io.cellsearch.benchmarks.cells;

import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.frames.FrameCodec;
import io.cellsearch.training.runner.RunnerMain;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Our side of a trial: the product's runner process, spoken to as a worker speaks to it. */
final class TrialRunner implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  private double bestLoss;

  private TrialRunner(Process process) {
    this.process = process;
    this.out = new DataOutputStream(process.getOutputStream());
    this.in = new DataInputStream(process.getInputStream());
  }

  /**
   * Starts a runner.
   *
   * @param sides how processes are started
   * @param blobs where the data lies under its SHA-256
   */
  static TrialRunner start(SideOptions sides, Path blobs, int slots) throws IOException {
    List<String> command =
        sides.ours(
            RunnerMain.class,
            List.of("--blobs", blobs.toString(), "--slots", Integer.toString(slots)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return new TrialRunner(builder.start());
  }

  /** Seconds from the assignments to the last of their results, side by side. */
  double run(String data, List<ChoraleTrial> trials) throws IOException {
    Set<TrialId> running = new HashSet<>();
    bestLoss = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    for (ChoraleTrial trial : trials) {
      Frame.Start frame = new Frame.Start(trial.assignment(data));
      running.add(frame.assignment().trial());
      FrameCodec.write(out, frame);
    }
    while (!running.isEmpty()) {
      Frame frame =
          FrameCodec.read(in)
              .orElseThrow(() -> new IOException("the runner ended before its trials did"));
      if (frame instanceof Frame.Reported reported) {
        bestLoss = Math.min(bestLoss, reported.report().validationLoss());
      } else if (frame instanceof Frame.Ended ended) {
        check(ended);
        running.remove(ended.trial());
      }
    }
    return (System.nanoTime() - start) / NANOS;
  }

  private static void check(Frame.Ended ended) throws IOException {
    if (!(ended.outcome() instanceof Outcome.Trained)) {
      throw new IOException(ended.trial() + " was not trained: " + ended.outcome());
    }
  }

  /** The best validation loss of the last run. */
  double bestLoss() {
    return bestLoss;
  }

  @Override
  public void close() throws IOException {
    out.close();
    process.onExit().join();
  }
}
