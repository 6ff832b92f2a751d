package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The commands that steer an experiment while it lives. Each prints a sentence of what happened; an
 * order that makes no sense where the experiment stands fails with the reason.
 */
final class OrderCommands {
  private static final int CONFLICT = 409;

  private OrderCommands() {}

  /** What all orders have in common. */
  abstract static class Order implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    abstract Views.Ordered give(ApiClient client) throws ApiException;

    @Override
    public Integer call() throws ApiException {
      try {
        System.out.println(give(server.client()).message());
        return ExitCode.DONE;
      } catch (ApiException e) {
        if (e.status() == CONFLICT) {
          throw CommandException.failed(String.valueOf(e.getMessage()));
        }
        throw e;
      }
    }
  }

  /** An order about an experiment alone. */
  abstract static class ExperimentOrder extends Order {
    @Parameters(paramLabel = "EXPERIMENT", description = "The experiment, for instance co2.")
    private String experiment = "";

    private final String word;

    ExperimentOrder(String word) {
      this.word = word;
    }

    @Override
    Views.Ordered give(ApiClient client) throws ApiException {
      return client.order(experiment, word);
    }
  }

  @Command(
      name = "pause",
      description = {
        "Frees the slots of an experiment and loses no work.",
        "Running trials write a checkpoint at the end of their epoch and rest."
            + " Those of the engine dl4j, which writes none, run to their ends."
            + " A paused experiment stays paused when the coordinator restarts,"
            + " and the time does not count towards its max_duration."
      })
  static final class Pause extends ExperimentOrder {
    Pause() {
      super("pause");
    }
  }

  @Command(
      name = "resume",
      description = "Lets a paused experiment go on; its trials go on from their checkpoints.")
  static final class Resume extends ExperimentOrder {
    Resume() {
      super("resume");
    }
  }

  @Command(
      name = "stop",
      description = {
        "Brings an experiment to an early and orderly end.",
        "No trial starts any more, those that have begun come to their ends,"
            + " and the best is evaluated as ever."
      })
  static final class Stop extends ExperimentOrder {
    Stop() {
      super("stop");
    }
  }

  @Command(
      name = "cancel",
      description = {
        "Ends an experiment at once.",
        "Running trials are abandoned and nothing is evaluated; what was found stays."
      })
  static final class Cancel extends ExperimentOrder {
    Cancel() {
      super("cancel");
    }
  }

  @Command(
      name = "extend",
      description = {
        "Lets an experiment try more trials than its file says, also one that is completed.",
        "Searches that pause trials at rungs can be extended only while they run."
      })
  static final class Extend extends Order {
    @Parameters(paramLabel = "EXPERIMENT", description = "The experiment, for instance co2.")
    private String experiment = "";

    @Option(
        names = "--max-trials",
        paramLabel = "N",
        required = true,
        description = "How many trials there may be in all, those that have ended included.")
    private int maxTrials;

    @Override
    Views.Ordered give(ApiClient client) throws ApiException {
      if (maxTrials < 1) {
        throw CommandException.wrongInput("--max-trials must be at least 1, but got " + maxTrials);
      }
      return client.extend(experiment, maxTrials);
    }
  }

  @Command(
      name = "requeue",
      description =
          "Tries a failed trial again, from its start and with all of its retries;"
              + " its experiment goes on if it had completed.")
  static final class Requeue extends Order {
    @Parameters(paramLabel = "TRIAL", description = "The trial, for instance co2/7.")
    private String trial = "";

    @Override
    Views.Ordered give(ApiClient client) throws ApiException {
      return client.requeue(TrialArgument.parse(trial));
    }
  }
}
