package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.cli.output.Format;
import io.cellsearch.cli.output.Results;
import io.cellsearch.cli.process.CtrlC;
import io.cellsearch.cli.process.LocalCluster;
import io.cellsearch.cli.process.StateDirectory;
import io.cellsearch.cli.process.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything on this machine, from the experiment file to the leaderboard. */
@Command(
    name = "run",
    description = {
      "Runs an experiment on this machine: starts a coordinator and a worker, shows the progress,"
          + " prints the leaderboard, and ends them again. The results stay in --state."
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "The experiment file.")
  private Path spec = Path.of("");

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Trials at a time (default: the physical cores).")
  private @Nullable Integer slots;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Of the page (default: 8080, or the next free one; 0: any).")
  private @Nullable Integer port;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keeps results, models and data (default: $XDG_STATE_HOME/cellsearch).")
  private @Nullable Path state;

  @Option(
      names = "--max-trials",
      paramLabel = "N",
      description = "Instead of limits.max_trials of the experiment file.")
  private @Nullable Integer maxTrials;

  @Option(
      names = "--format",
      description = "Of the leaderboard: table, csv or json (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Format format = Format.TABLE;

  @Option(names = "--keep", description = "Keep the page up at the end, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--resume",
      description = "Go on with the last unfinished run of this experiment, submit nothing.")
  private boolean resume;

  @Mixin private WarmStartOptions warmStart = new WarmStartOptions();

  @Override
  public Integer call() throws IOException, ApiException, InterruptedException {
    if (slots != null && slots < 1) {
      throw CommandException.wrongInput("--slots must be at least 1, but got " + slots);
    }
    LocalSpec read = LocalSpec.read(spec);
    LocalSpec wanted = maxTrials == null ? read : read.withMaxTrials(maxTrials);
    StateDirectory directory = StateDirectory.of(Optional.ofNullable(state));
    directory.create();
    refuseSecondCoordinator(directory);
    CtrlC keys = CtrlC.handled();
    try (LocalCluster cluster = LocalCluster.start(directory, optional(port), optional(slots))) {
      return run(cluster, wanted, keys);
    }
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static void refuseSecondCoordinator(StateDirectory directory) {
    directory
        .running()
        .ifPresent(
            uri -> {
              throw CommandException.environment(
                  "a coordinator runs on "
                      + directory.path()
                      + " already, at "
                      + uri
                      + "; use submit, or run with another --state");
            });
  }

  private int run(LocalCluster cluster, LocalSpec wanted, CtrlC keys)
      throws ApiException, InterruptedException {
    ApiClient client = new ApiClient(cluster.uri(), Optional.empty());
    System.err.println("cellsearch: the page is at " + cluster.uri());
    String id =
        resume
            ? unfinished(client, wanted)
            : Submission.submit(client, warmStart.apply(wanted, client));
    System.err.println("cellsearch: " + id + (resume ? " goes on" : " is submitted"));
    Views.Experiment last = new Watch(client, keys, cluster::check).follow(id);
    Results.print(client.leaderboard(id, null), format);
    if (!last.ended()) {
      System.err.println("cellsearch: interrupted; go on with: " + resumption());
      return CtrlC.EXIT_CODE;
    }
    if (keep) {
      System.err.println("cellsearch: the page stays at " + cluster.uri() + " until Ctrl-C");
      keys.await();
    }
    if (!last.state().equals("COMPLETED")) {
      throw CommandException.failed(id + " ended " + last.state() + ": " + last.reason());
    }
    return ExitCode.DONE;
  }

  private String unfinished(ApiClient client, LocalSpec wanted) throws ApiException {
    String name = wanted.resolved().spec().name();
    return client.experiments().stream()
        .filter(each -> each.name().equals(name) && !each.ended())
        .map(Views.Experiment::id)
        .findFirst()
        .orElseThrow(
            () -> CommandException.wrongInput("no run of " + name + " is unfinished here"));
  }

  private String resumption() {
    return "cellsearch run "
        + spec
        + (state == null ? "" : " --state " + state)
        + (slots == null ? "" : " --slots " + slots)
        + " --resume";
  }
}
