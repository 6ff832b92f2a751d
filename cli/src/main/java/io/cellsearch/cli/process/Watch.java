package io.cellsearch.cli.process;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.output.Figures;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Follows an experiment with a progress bar on standard error. */
public final class Watch {
  private static final Duration POLL = Duration.ofMillis(250);

  /** A file or a pipe has no width; this is enough for all of the line. */
  private static final int WIDTH = 120;

  /** The bar's word for an end that nobody knows. */
  private static final int UNKNOWN = -1;

  private final ApiClient client;
  private final CtrlC keys;
  private final Runnable check;

  /**
   * A watch that ends early at Ctrl-C.
   *
   * @param check throws when there is nothing to wait for any more
   */
  public Watch(ApiClient client, CtrlC keys, Runnable check) {
    this.client = client;
    this.keys = keys;
    this.check = check;
  }

  /**
   * Waits until the experiment has ended, or Ctrl-C; gives its state then. The bar shows trials
   * done, running, stopped early and the best loss so far.
   */
  public Views.Experiment follow(String id) throws ApiException, InterruptedException {
    try (ProgressBar bar = bar(id)) {
      while (true) {
        check.run();
        Views.Experiment now = client.experiment(id);
        show(now, bar);
        if (now.ended() || keys.await(POLL)) {
          return now;
        }
      }
    }
  }

  private static ProgressBar bar(String id) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(id)
            .setUnit(" trials", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .hideEta()
            .setUpdateIntervalMillis(Math.toIntExact(POLL.toMillis()));
    if (System.console() == null) {
      ProgressBarConsumer wide = new ConsoleProgressBarConsumer(System.err, WIDTH);
      builder.setConsumer(wide);
    }
    return builder.build();
  }

  private static void show(Views.Experiment now, ProgressBar bar) {
    Integer planned = now.trials().planned();
    bar.maxHint(planned == null ? UNKNOWN : Math.max(1, planned));
    bar.stepTo(now.trials().done());
    bar.setExtraMessage(
        " %s%d running, %s%d stopped early, best %s%s"
            .formatted(
                ordered(now.state()),
                now.trials().running(),
                now.trials().paused() == 0 ? "" : now.trials().paused() + " paused, ",
                now.trials().stopped(),
                Figures.loss(now.bestValidationLoss()),
                confirming(now.repetitions())));
  }

  /** Where an experiment stands by order. */
  private static String ordered(String state) {
    return state.equals("PAUSED") || state.equals("STOPPING")
        ? state.toLowerCase(Locale.ROOT) + ", "
        : "";
  }

  private static String confirming(Views.@Nullable Repetitions repetitions) {
    return repetitions == null || repetitions.total() == 0
        ? ""
        : ", confirmed %d of %d".formatted(repetitions.done(), repetitions.total());
  }
}
