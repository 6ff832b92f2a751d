package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time of at least a second: {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 2d}. */
public record DurationForm() implements Form<Duration> {
  private static final String SYNTAX =
      "(?=[0-9])(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?";
  private static final Pattern PATTERN = Pattern.compile(SYNTAX);

  @Override
  public Optional<Read<Duration>> read(YamlNode node, Reading at) {
    if (node instanceof Scalar scalar) {
      Matcher matcher = PATTERN.matcher(scalar.text());
      if (matcher.matches()) {
        Duration value =
            Duration.ofDays(part(matcher, 1))
                .plusHours(part(matcher, 2))
                .plusMinutes(part(matcher, 3))
                .plusSeconds(part(matcher, 4));
        if (!value.isZero()) {
          return Optional.of(new Read<>(value, Json.NODES.textNode(text(value))));
        }
      }
    }
    at.refuse(node, "must be a duration such as 90s, 15m, 1h30m or 2d");
    return Optional.empty();
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static String text(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  @Override
  public ObjectNode schema() {
    return Json.type("string").put("pattern", "^" + SYNTAX + "$");
  }
}
