package io.cellsearch.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.output.Results;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells which parameters an experiment's loss depends on. */
@Command(
    name = "importance",
    description = {
      "Which parameters an experiment's loss depends on, and which pairs of them act together.",
      "fanova: shares of the variance of a random forest over the whole space (Hutter et al. 2014).",
      "ped-anova: where the best tenth of the trials is denser than all (Watanabe et al. 2023).",
      "Trials that were stopped early count with their best loss."
    })
final class ImportanceCommand implements Callable<Integer> {
  private static final List<String> METHODS = List.of("fanova", "ped-anova");

  /** Trials that the best tenth should be, as those say who use PED-ANOVA. */
  private static final int ENOUGH = 5;

  @Parameters(paramLabel = "EXP", description = "The experiment, for instance co2.")
  private String experiment = "";

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "fanova or ped-anova (default: ${DEFAULT-VALUE}).",
      defaultValue = "fanova")
  private String method = "fanova";

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    if (!METHODS.contains(method)) {
      throw CommandException.wrongInput(
          "--method must be one of %s, but got %s".formatted(String.join(", ", METHODS), method));
    }
    JsonNode found = server.client().importance(experiment, method);
    int trials = found.path("trials").asInt();
    int needed = found.path("needed").asInt();
    if (trials < needed) {
      System.err.printf(
          "Importance needs at least %d trials with a result, but %s has %d.%n",
          needed, experiment, trials);
      return ExitCode.FAILED;
    }
    Results.printImportance(found, format.chosen());
    System.err.printf("%nRead from %d trials; more make it surer.%n", trials);
    if (method.equals("ped-anova") && trials <= 10 * (ENOUGH - 1)) {
      System.err.printf("The best tenth are fewer than %d: too few to rely on.%n", ENOUGH);
    }
    return ExitCode.DONE;
  }
}
