package io.cellsearch.coordinator.spec.form;

import io.cellsearch.coordinator.spec.yaml.ScalarKind;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** What somebody probably meant who wrote something else than the number that was wanted. */
final class NumberAdvice {
  private static final Pattern GROUPED = Pattern.compile("[-+]?[0-9]+(_[0-9]+)+(\\.[0-9]+)?");

  /** Longer ones are no slip, and each of their groups takes room on the stack. */
  private static final int LONGEST_NUMBER = 40;

  private NumberAdvice() {}

  static Optional<String> whole(YamlNode node) {
    if (node instanceof Scalar scalar && scalar.kind() == ScalarKind.REAL) {
      double value = Double.parseDouble(scalar.text());
      if (value == Math.rint(value) && Math.abs(value) < 1e15) {
        return Optional.of("write " + (long) value);
      }
    }
    return real(node);
  }

  static Optional<String> real(YamlNode node) {
    if (!(node instanceof Scalar scalar)) {
      return Optional.empty();
    }
    String text = scalar.text();
    if (scalar.kind() == ScalarKind.UNCLEAR_NUMBER) {
      return Optional.of(unclear(text));
    }
    if (scalar.kind() == ScalarKind.TEXT
        && text.length() <= LONGEST_NUMBER
        && GROUPED.matcher(text).matches()) {
      return Optional.of("write " + text.replace("_", ""));
    }
    if (scalar.kind() == ScalarKind.TEXT
        && scalar.style() != YamlNode.Style.PLAIN
        && isNumber(text)) {
      return Optional.of("write it without quotes");
    }
    return text.equals(UnlimitedForm.WORD)
        ? Optional.of("there is no unlimited here, write a number")
        : Optional.empty();
  }

  private static String unclear(String text) {
    return text.matches("[-+]?[0-9]+") && text.length() < 18
        ? "a leading zero means octal to some readers; write " + Long.parseLong(text)
        : "write it with decimal digits";
  }

  private static boolean isNumber(String text) {
    try {
      return text.length() < 30 && new BigDecimal(text).precision() > 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
