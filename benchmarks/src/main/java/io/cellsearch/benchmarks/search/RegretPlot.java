package io.cellsearch.benchmarks.search;

import java.util.List;
import java.util.Locale;

/** Regret over evaluations as SVG: means over tables with their 95 % intervals over seeds. */
final class RegretPlot {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 280;

  /** Room for half of the last number below the axis. */
  private static final int RIGHT = 24;

  private static final int LEFT = 44;
  private static final int TOP = 28;
  private static final int POINTS = 100;
  private static final List<String> COLOURS =
      List.of("#0b62a4", "#c0392b", "#7d8b99", "#d68910", "#5b2c83", "#1e8449", "#000000");

  private final Results results;
  private final List<Method> methods;
  private final List<Integer> workers;

  RegretPlot(Results results, List<Method> methods, List<Integer> workers) {
    this.results = results;
    this.methods = methods;
    this.workers = workers;
  }

  /** A panel for each number of workers (down) and each budget (across). */
  String svg(List<Integer> budgets) {
    int width = budgets.size() * (WIDTH + LEFT) + RIGHT;
    int height = workers.size() * (HEIGHT + 2 * TOP) + 20 * methods.size() + 10;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(width, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    for (int row = 0; row < workers.size(); row++) {
      for (int column = 0; column < budgets.size(); column++) {
        svg.append(
            "<g transform=\"translate(%d,%d)\">%n"
                .formatted(LEFT + column * (WIDTH + LEFT), TOP + row * (HEIGHT + 2 * TOP)));
        panel(svg, workers.get(row), budgets.get(column));
        svg.append("</g>\n");
      }
    }
    legend(svg, workers.size() * (HEIGHT + 2 * TOP) + 10);
    return svg.append("</svg>\n").toString();
  }

  private void panel(StringBuilder svg, int count, int budget) {
    svg.append("<text x=\"0\" y=\"-8\">workers: %d, budget %d</text>%n".formatted(count, budget));
    for (int i = 0; i <= 5; i++) {
      double y = HEIGHT * (1 - i / 5.0);
      svg.append(
          "<path d=\"M0 %.0fH%d\" stroke=\"#ddd\"/><text x=\"-6\" y=\"%.0f\" text-anchor=\"end\">%.1f</text>%n"
              .formatted(y, WIDTH, y + 4, i / 5.0));
      double x = WIDTH * i / 5.0;
      svg.append(
          "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n"
              .formatted(x, HEIGHT + 16, budget * i / 5));
    }
    for (int m = 0; m < methods.size(); m++) {
      line(svg, methods.get(m), colour(m), count, budget);
    }
  }

  private void line(StringBuilder svg, Method method, String colour, int count, int budget) {
    StringBuilder upper = new StringBuilder();
    StringBuilder lower = new StringBuilder();
    StringBuilder mean = new StringBuilder();
    for (int i = 0; i <= POINTS; i++) {
      int evaluation = Math.max(1, budget * i / POINTS);
      Paired regret = Paired.of(results.regrets(method, count, evaluation));
      upper.append(point(evaluation, budget, regret.mean() + regret.halfWidth())).append(' ');
      lower.insert(0, point(evaluation, budget, regret.mean() - regret.halfWidth()) + " ");
      mean.append(point(evaluation, budget, regret.mean())).append(' ');
    }
    svg.append(
        "<polygon points=\"%s%s\" fill=\"%s\" fill-opacity=\"0.2\"/>%n"
            .formatted(upper, lower, colour));
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n"
            .formatted(mean, colour));
  }

  private static String point(int evaluation, int budget, double regret) {
    double x = (double) WIDTH * evaluation / budget;
    double y = HEIGHT * (1 - Math.max(0, Math.min(1, regret)));
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private void legend(StringBuilder svg, int top) {
    for (int m = 0; m < methods.size(); m++) {
      int y = top + 20 * m;
      svg.append(
          "<path d=\"M%d %dh24\" stroke=\"%s\" stroke-width=\"3\"/><text x=\"%d\" y=\"%d\">%s</text>%n"
              .formatted(LEFT, y, colour(m), LEFT + 32, y + 4, methods.get(m).title()));
    }
  }

  private static String colour(int method) {
    return COLOURS.get(method % COLOURS.size());
  }
}
