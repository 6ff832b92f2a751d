package io.cellsearch.training.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads piano rolls from JSON (Boulanger-Lewandowski, Bengio and Vincent 2012): an object with the
 * lists {@code train}, {@code valid} and {@code test} of pieces; a piece is a list of steps, a step
 * the ascending list of the MIDI pitches that sound.
 */
public final class PianoRollJson {
  /** A piece must have a step to predict from and one to predict. */
  private static final int LEAST_STEPS = 2;

  private final List<DataProblem> problems = new ArrayList<>();

  private PianoRollJson() {}

  /**
   * Reads and checks the whole file.
   *
   * @throws DataException with every problem that it has
   */
  public static PianoRolls read(byte[] file) {
    return new PianoRollJson().readAll(parse(file));
  }

  private static JsonNode parse(byte[] file) {
    try {
      return new JsonMapper().readTree(file);
    } catch (JacksonException e) {
      throw DataException.of("well-formed JSON", e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory are always readable", e);
    }
  }

  private PianoRolls readAll(JsonNode root) {
    PianoRolls rolls = new PianoRolls(part(root, "train"), part(root, "valid"), part(root, "test"));
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
    return rolls;
  }

  private List<PianoRoll> part(JsonNode root, String name) {
    List<PianoRoll> rolls = new ArrayList<>();
    JsonNode pieces = root.path(name);
    if (!pieces.isArray() || pieces.isEmpty()) {
      problems.add(
          DataProblem.at(
              name, "a list of at least one piece", pieces.isArray() ? "none" : "no list"));
      return rolls;
    }
    for (JsonNode piece : pieces) {
      rolls.add(piece(piece, name + "[" + rolls.size() + "]"));
    }
    return rolls;
  }

  private PianoRoll piece(JsonNode piece, String path) {
    int[][] steps = new int[piece.size()][];
    if (!piece.isArray() || steps.length < LEAST_STEPS) {
      problems.add(
          DataProblem.at(path, "a list of at least " + LEAST_STEPS + " steps", steps.length + ""));
      return new PianoRoll(new int[0][]);
    }
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step(piece.get(i), path + "[" + i + "]");
    }
    return new PianoRoll(steps);
  }

  private int[] step(JsonNode step, String path) {
    if (!step.isArray()) {
      problems.add(DataProblem.at(path, "a list of pitches", step.toString()));
      return new int[0];
    }
    int[] pitches = new int[step.size()];
    for (int i = 0; i < pitches.length; i++) {
      JsonNode pitch = step.get(i);
      pitches[i] = pitch.asInt();
      if (!pitch.isInt() || pitches[i] < PianoRoll.LOWEST || pitches[i] > PianoRoll.HIGHEST) {
        problems.add(
            DataProblem.at(
                path,
                "a MIDI pitch from %d to %d".formatted(PianoRoll.LOWEST, PianoRoll.HIGHEST),
                pitch.toString()));
      } else if (i > 0 && pitches[i] <= pitches[i - 1]) {
        problems.add(DataProblem.at(path, "ascending pitches", step.toString()));
      }
    }
    return pitches;
  }
}
