package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.cli.local.MemoryPlan;
import io.cellsearch.cli.output.MemoryTable;
import io.cellsearch.cli.output.PlanSentences;
import io.cellsearch.cli.output.PlanTable;
import io.cellsearch.cli.output.Results;
import io.cellsearch.cli.process.Cores;
import io.cellsearch.cli.process.PastEpochs;
import io.cellsearch.cli.process.StateDirectory;
import io.cellsearch.coordinator.spec.ResolvedSpec;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.Resource;
import io.cellsearch.core.simulation.CostPlan;
import io.cellsearch.core.simulation.SimulatedCluster;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an experiment will cost, before it is paid for. */
@Command(
    name = "plan",
    description =
        "How many trials an experiment will train for how long, by simulation on assumed curves,"
            + " and the memory that they need.")
final class PlanCommand implements Callable<Integer> {
  private static final int RUNS = 100;

  @Parameters(paramLabel = "SPEC", description = "The experiment file.")
  private Path spec = Path.of("");

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Trials at a time (default: the physical cores of this machine).")
  private @Nullable Integer slots;

  @Option(
      names = "--seconds-per-epoch",
      paramLabel = "S",
      description =
          "Of a trial of mean speed (default: as in the last experiment of this name in --state).")
  private @Nullable Double secondsPerEpoch;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Where earlier experiments are (default: $XDG_STATE_HOME/cellsearch).")
  private @Nullable Path state;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    int parallel = slots == null ? Cores.physical() : slots;
    if (parallel < 1) {
      throw CommandException.wrongInput("--slots must be at least 1, but got " + parallel);
    }
    ResolvedSpec resolved = LocalSpec.read(spec).resolved();
    ExperimentSpec experiment = resolved.spec();
    OptionalDouble seconds = secondsPerEpoch(experiment.name());
    CostPlan plan =
        CostPlan.simulate(
            experiment, cluster(experiment, parallel, seconds), RUNS, experiment.search().seed());
    MemoryPlan memory = MemoryPlan.of(experiment, resolved.data().size());
    Results.printPlan(
        PlanTable.of(plan, experiment.resource()), MemoryTable.of(memory), format.chosen());
    System.err.println();
    PlanSentences.of(plan, parallel, seconds).forEach(System.err::println);
    System.err.printf(
        "Memory in MiB, %s; a worker gives a trial only to a slot that has it (worker --memory).%n",
        memory.largest().memory().exact()
            ? "the network's to the byte for the widest vectors, the rest at most"
            : "at most: nd4j and dl4j lay out their own buffers");
    experiment
        .confirm()
        .ifPresent(
            confirm ->
                System.err.printf(
                    "Afterwards %d × %d trainings confirm the best, of at most %d epochs each.%n",
                    confirm.top(), confirm.seeds(), experiment.maxEpochs()));
    return ExitCode.DONE;
  }

  private OptionalDouble secondsPerEpoch(String name) {
    if (secondsPerEpoch != null && !(secondsPerEpoch > 0)) {
      throw CommandException.wrongInput(
          "--seconds-per-epoch must be above 0, but got " + secondsPerEpoch);
    }
    return secondsPerEpoch == null
        ? new PastEpochs(StateDirectory.of(Optional.ofNullable(state))).seconds(name)
        : OptionalDouble.of(secondsPerEpoch);
  }

  /** Where only time ends an experiment, its epochs must have a length. */
  private static SimulatedCluster cluster(
      ExperimentSpec experiment, int parallel, OptionalDouble seconds) {
    ExperimentSpec.Limits limits = experiment.limits();
    if (seconds.isPresent() && limits.maxDuration().isPresent()) {
      double limit = limits.maxDuration().get().toMillis() / 1000.0 / seconds.getAsDouble();
      return new SimulatedCluster(parallel, OptionalDouble.of(limit), seconds.getAsDouble());
    }
    if (experiment.resource() == Resource.TIME) {
      double perEpoch =
          seconds.orElseThrow(
              () ->
                  CommandException.wrongInput(
                      "the rungs of this experiment are of training time, and no earlier one tells"
                          + " how long an epoch takes; say it with --seconds-per-epoch"));
      return new SimulatedCluster(parallel, OptionalDouble.empty(), perEpoch);
    }
    if (limits.maxTrials().isEmpty() && limits.maxEpochs().isEmpty()) {
      throw CommandException.wrongInput(
          "only limits.max_duration ends this experiment, and no earlier one tells how long an"
              + " epoch takes; say it with --seconds-per-epoch");
    }
    return SimulatedCluster.of(parallel);
  }
}
