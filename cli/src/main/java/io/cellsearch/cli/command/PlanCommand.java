package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.cli.local.MemoryPlan;
import io.cellsearch.cli.output.MemoryTable;
import io.cellsearch.cli.output.PlanTable;
import io.cellsearch.cli.output.Results;
import io.cellsearch.cli.process.Cores;
import io.cellsearch.coordinator.spec.ResolvedSpec;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.simulation.CostPlan;
import java.nio.file.Path;
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
        "How many trials an experiment will train for how long, by simulation on assumed curves, and"
            + " the memory that they need.")
final class PlanCommand implements Callable<Integer> {
  private static final int RUNS = 100;

  @Parameters(paramLabel = "SPEC", description = "The experiment file.")
  private Path spec = Path.of("");

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Trials at a time (default: the physical cores of this machine).")
  private @Nullable Integer slots;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    int parallel = slots == null ? Cores.physical() : slots;
    if (parallel < 1) {
      throw CommandException.wrongInput("--slots must be at least 1, but got " + parallel);
    }
    ResolvedSpec resolved = LocalSpec.read(spec).resolved();
    ExperimentSpec experiment = resolved.spec();
    CostPlan plan = CostPlan.simulate(experiment, parallel, RUNS, experiment.search().seed());
    MemoryPlan memory = MemoryPlan.of(experiment, resolved.data().size());
    Results.printPlan(PlanTable.of(plan), MemoryTable.of(memory), format.chosen());
    System.err.printf(
        "%n%.0f of at most %d epochs (%.0f %%); on %d slots as long as %.0f epochs one after the"
            + " other.%n",
        plan.epochs(), plan.most(), 100 * plan.epochs() / plan.most(), parallel, plan.makespan());
    System.err.printf(
        "Assumed: losses fall as power laws, no trial fails, none loses its patience; the mean of"
            + " %d runs.%n",
        plan.runs());
    System.err.printf(
        "Memory in MiB, %s; a worker gives a trial only to a slot that has it (worker --memory).%n",
        memory.largest().memory().exact()
            ? "the network's to the byte for the widest vectors, the rest at most"
            : "at most: nd4j and dl4j lay out their own buffers");
    return ExitCode.DONE;
  }
}
