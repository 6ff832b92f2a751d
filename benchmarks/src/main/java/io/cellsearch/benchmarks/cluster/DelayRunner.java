package io.cellsearch.benchmarks.cluster;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.frames.FrameCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A runner whose trials only wait, then report one epoch and end. It speaks the frames of the real
 * one: what is left of a trial's time beside the waiting is what everything else costs.
 */
final class DelayRunner {
  /** The system property with the milliseconds that a trial takes. */
  static final String MILLIS = "delay.millis";

  private final long millis = Long.getLong(MILLIS, 100);
  private final DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

  private DelayRunner() {}

  /** Runs until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    new DelayRunner().run();
    System.exit(0);
  }

  private void run() throws IOException {
    say(new Frame.Ready(ProcessHandle.current().pid(), "delay"));
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    for (Optional<Frame> frame = FrameCodec.read(in);
        frame.isPresent();
        frame = FrameCodec.read(in)) {
      if (frame.get() instanceof Frame.Start start) {
        TrialId trial = start.assignment().trial();
        int attempt = start.assignment().attempt();
        Future<?> unused = timer.schedule(() -> end(trial, attempt), millis, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void end(TrialId trial, int attempt) {
    double loss = 1.0 / trial.number();
    EpochReport report = new EpochReport(1, 1, loss, loss, Metrics.NONE, millis / 1e3);
    try {
      say(new Frame.Reported(trial, attempt, report));
      say(new Frame.Ended(trial, attempt, new Outcome.Trained(1, 1, Optional.empty(), false)));
    } catch (IOException e) {
      // Its worker is gone.
      Runtime.getRuntime().halt(1);
    }
  }

  private void say(Frame frame) throws IOException {
    synchronized (out) {
      FrameCodec.write(out, frame);
    }
  }
}
