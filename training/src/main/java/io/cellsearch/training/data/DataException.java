package io.cellsearch.training.data;

import java.util.List;
import java.util.stream.Collectors;

/** A data set that cannot be learned from, with every problem that it has. */
public final class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** How many problems the message shows; the list holds all. */
  private static final int SHOWN = 10;

  private final transient List<DataProblem> problems;

  public DataException(List<DataProblem> problems) {
    super(summary(problems));
    this.problems = List.copyOf(problems);
  }

  /** A data set with a single problem. */
  public static DataException of(String rule, String value) {
    return new DataException(List.of(DataProblem.ofFile(rule, value)));
  }

  /** All problems, in the order of the file. */
  public List<DataProblem> problems() {
    return problems;
  }

  private static String summary(List<DataProblem> problems) {
    String shown =
        problems.stream()
            .limit(SHOWN)
            .map(DataProblem::message)
            .collect(Collectors.joining(System.lineSeparator()));
    int more = problems.size() - SHOWN;
    return more > 0 ? shown + System.lineSeparator() + "and " + more + " more" : shown;
  }
}
