package io.cellsearch.cli.local;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.coordinator.spec.Problem;
import io.cellsearch.coordinator.spec.ResolvedSpec;
import io.cellsearch.coordinator.spec.SpecReader;
import io.cellsearch.coordinator.spec.SpecResult;
import io.cellsearch.coordinator.spec.SpecSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An experiment file of this machine that was read and found sound.
 *
 * @param text the file as it stands
 * @param data where it found its data sets
 */
public record LocalSpec(String fileName, String text, ResolvedSpec resolved, LocalData data) {

  /**
   * Reads a file with its data.
   *
   * @throws CommandException with every problem, exit code 2
   */
  public static LocalSpec read(Path file) {
    byte[] bytes = bytes(file);
    String name = file.getFileName().toString();
    Path folder = file.toAbsolutePath().getParent();
    LocalData data = new LocalData(folder == null ? Path.of("") : folder, System.getenv());
    return read(name, bytes, data);
  }

  private static LocalSpec read(String name, byte[] bytes, LocalData data) {
    SpecReader reader = new SpecReader(new TaskDataInspector(), Version.current());
    SpecResult result = reader.read(new SpecSource(name, bytes), data);
    if (result instanceof SpecResult.Invalid invalid) {
      throw CommandException.wrongInput(report(name, invalid.problems()));
    }
    ResolvedSpec resolved = ((SpecResult.Valid) result).resolved();
    return new LocalSpec(name, new String(bytes, StandardCharsets.UTF_8), resolved, data);
  }

  /** The same experiment with another number of trials; its text is the resolved one then. */
  public LocalSpec withMaxTrials(int trials) {
    Map<?, ?> root =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(resolved.text());
    Map<Object, Object> changed = new LinkedHashMap<>(root);
    Map<Object, Object> limits = new LinkedHashMap<>();
    if (root.get("limits") instanceof Map<?, ?> given) {
      limits.putAll(given);
    }
    limits.put("max_trials", trials);
    changed.put("limits", limits);
    String yaml = new Dump(DumpSettings.builder().build()).dumpToString(changed);
    return read(fileName, yaml.getBytes(StandardCharsets.UTF_8), data);
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > SpecReader.MOST_BYTES) {
        // Its first bytes are enough for the reader to refuse it.
        try (var in = Files.newInputStream(file)) {
          return in.readNBytes(SpecReader.MOST_BYTES + 1);
        }
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw CommandException.wrongInput("cannot read the experiment file " + file);
    }
  }

  private static String report(String name, List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return name
        + " has "
        + count
        + ":\n"
        + problems.stream().map(Problem::message).collect(Collectors.joining("\n"));
  }
}
