package io.cellsearch.cli.process;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.output.Figures;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Follows an experiment until it has ended, with a progress bar on standard error. */
public final class Watch {
  private static final int POLL_MILLIS = 250;

  private Watch() {}

  /** Waits; the bar shows trials done, running, stopped early and the best loss so far. */
  public static Views.Experiment untilEnded(ApiClient client, String id)
      throws ApiException, InterruptedException {
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(id)
            .setUnit(" trials", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(POLL_MILLIS)
            .build()) {
      while (true) {
        Views.Experiment now = client.experiment(id);
        bar.maxHint(Math.max(1, now.trials().planned()));
        bar.stepTo(now.trials().done());
        bar.setExtraMessage(
            " %d running, %d stopped early, best %s"
                .formatted(
                    now.trials().running(),
                    now.trials().stopped(),
                    Figures.loss(now.bestValidationLoss())));
        if (now.ended()) {
          return now;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }
}
