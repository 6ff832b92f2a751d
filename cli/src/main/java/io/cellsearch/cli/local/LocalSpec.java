package io.cellsearch.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.coordinator.spec.Problem;
import io.cellsearch.coordinator.spec.ResolvedSpec;
import io.cellsearch.coordinator.spec.SpecReader;
import io.cellsearch.coordinator.spec.SpecResult;
import io.cellsearch.coordinator.spec.SpecSource;
import io.cellsearch.core.space.ParameterValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final String SEARCH = "search";
  private static final String POINTS = "points_to_try";

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
    return with("limits", "max_trials", trials);
  }

  /**
   * The same experiment, which tries configurations of another one before its own points; its text
   * is the resolved one then. Equal to this one where none of them has a value of its space.
   *
   * @param configurations by the paths of their parameters, best first
   */
  public LocalSpec beginningWith(List<Map<String, JsonNode>> configurations) {
    List<Object> points = new ArrayList<>();
    PastConfigurations.in(resolved.spec().space(), configurations)
        .forEach(point -> points.add(plain(point)));
    if (points.isEmpty()) {
      return this;
    }
    if (section(root(), SEARCH).get(POINTS) instanceof List<?> given) {
      points.addAll(given);
    }
    return with(SEARCH, POINTS, points);
  }

  private static Map<String, Object> plain(Map<String, ParameterValue> point) {
    Map<String, Object> plain = new LinkedHashMap<>();
    point.forEach((path, value) -> plain.put(path, plain(value)));
    return plain;
  }

  private static Object plain(ParameterValue value) {
    if (value instanceof ParameterValue.Int whole) {
      return whole.value();
    }
    if (value instanceof ParameterValue.Real real) {
      return real.value();
    }
    return value instanceof ParameterValue.Flag flag ? flag.value() : value.text();
  }

  private LocalSpec with(String section, String key, Object value) {
    Map<Object, Object> changed = new LinkedHashMap<>(root());
    Map<Object, Object> changedSection = new LinkedHashMap<>(section(root(), section));
    changedSection.put(key, value);
    changed.put(section, changedSection);
    String yaml = new Dump(DumpSettings.builder().build()).dumpToString(changed);
    return read(fileName, yaml.getBytes(StandardCharsets.UTF_8), data);
  }

  private Map<?, ?> root() {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(resolved.text());
  }

  private static Map<?, ?> section(Map<?, ?> root, String name) {
    return root.get(name) instanceof Map<?, ?> section ? section : Map.of();
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
