package io.cellsearch.benchmarks.cells;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.runner.WarmUp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Our side of the comparison, as a process that answers a line with a line: {@code prepare WORKLOAD
 * CELL} with the operations of a step, {@code run SECONDS} with the milliseconds of each step,
 * {@code warm} with those that a runner's warm-up took, {@code peak SECONDS} with billions of
 * operations a second.
 */
public final class CellSide {
  private final CellLibrary library;
  private @Nullable TimedTraining training;

  private CellSide(CellLibrary library) {
    this.library = library;
  }

  /** Answers until its input ends. An argument is a file with another cell. */
  public static void main(String[] arguments) throws IOException {
    CellLibrary library = CellLibrary.standard();
    for (String file : arguments) {
      String text = Files.readString(Path.of(file));
      CellDefinition cell = CellDefinition.parse("own", text);
      library = library.with(java.util.Map.of(cell.name(), text));
    }
    CellSide side = new CellSide(library);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(side.answer(line.split(" ", -1)));
      System.out.flush();
    }
  }

  private String answer(String[] words) {
    return switch (words[0]) {
      case "warm" -> warm();
      case "prepare" -> prepare(Workload.valueOf(words[1]), words[2]);
      case "run" -> run(Double.parseDouble(words[1]));
      case "peak" -> Double.toString(FloatingPoint.peak(Double.parseDouble(words[1])));
      default -> throw new IllegalArgumentException("no such command: " + words[0]);
    };
  }

  private static String warm() {
    long start = System.nanoTime();
    WarmUp.run(() -> false);
    return Double.toString((System.nanoTime() - start) / 1e6);
  }

  private String prepare(Workload workload, String name) {
    Optional<CellDefinition> cell = library.find(name);
    if (cell.isEmpty()) {
      return "none";
    }
    training = new TimedTraining(workload, cell.get());
    return Double.toString(
        FloatingPoint.perStep(
            workload,
            cell.get().instantiate(CellOptions.STANDARD, workload.inputs, workload.units)));
  }

  private String run(double seconds) {
    if (training == null) {
      throw new IllegalStateException("nothing is prepared");
    }
    return training.run(seconds).stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
