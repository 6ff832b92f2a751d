package io.cellsearch.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as a person reads them. */
public final class Figures {
  private Figures() {}

  /** A loss with four significant digits; a dash where there is none. */
  public static String loss(@Nullable Double value) {
    if (value == null) {
      return "–";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e5)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int digits = size == 0 ? 3 : Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** A number of an answer as JSON; null where there is none. */
  static @Nullable Double number(JsonNode value) {
    return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
  }

  /** A mean and half its confidence interval's width, with the mean's decimals. */
  public static String estimate(@Nullable Double mean, @Nullable Double margin) {
    String text = loss(mean);
    if (mean == null || margin == null) {
      return text;
    }
    boolean plain = text.contains(".") && !text.contains("e");
    String around =
        plain
            ? String.format(
                Locale.ROOT, "%." + (text.length() - text.indexOf('.') - 1) + "f", margin)
            : loss(margin);
    return text + " ± " + around;
  }

  /** A probability with two significant digits. */
  static String probability(double value) {
    return value < 1e-4
        ? "< 0.0001"
        : String.format(Locale.ROOT, value < 0.001 ? "%.4f" : value < 0.1 ? "%.3f" : "%.2f", value);
  }

  /** Seconds with one decimal. */
  public static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A parameter's number with three significant digits. */
  public static String parameter(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return Long.toString((long) value);
    }
    String text = String.format(Locale.ROOT, "%.3g", value);
    return text.contains("e") || !text.contains(".") ? text : text.replaceAll("0+$", "");
  }
}
