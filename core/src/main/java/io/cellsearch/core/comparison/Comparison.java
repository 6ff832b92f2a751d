package io.cellsearch.core.comparison;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/**
 * Whether two configurations differ in their test loss. Where two or more trainings of each share
 * their seeds these are compared in pairs, which takes out what a seed does to both; else all of
 * them are compared as two samples.
 *
 * @param first of the runs that the test used
 * @param second of the runs that the test used
 * @param difference mean of the first minus mean of the second, in the metric's unit
 * @param margin half the width of the difference's 95 % confidence interval
 * @param statistic t; infinite where the runs of neither side vary but differ
 * @param p the probability of so large a difference, either way, between equal configurations
 */
public record Comparison(
    Test test,
    Estimate first,
    Estimate second,
    double difference,
    double margin,
    double statistic,
    double degreesOfFreedom,
    double p) {

  /** A test of two means. */
  public enum Test {
    /** Student's t-test of the differences (Student 1908). */
    PAIRED_T(
        "paired t-test",
        "the differences between runs of equal seeds are independent and normally distributed"),
    /** The t-test for samples of unequal variance (Welch 1947). */
    WELCH_T(
        "Welch's t-test",
        "all runs are independent, and those of each side are normally distributed");

    private final String title;
    private final String assumption;

    Test(String title, String assumption) {
      this.title = title;
      this.assumption = assumption;
    }

    /** Its name for people. */
    public String title() {
      return title;
    }

    /** What must hold for its result to mean what it says. */
    public String assumption() {
      return assumption;
    }
  }

  /** The comparison of two configurations; empty where one of them has fewer than two runs. */
  public static Optional<Comparison> of(Runs first, Runs second) {
    double[] paired = first.sharedWith(second);
    if (paired.length >= 2) {
      return Optional.of(ofPairs(paired, second.sharedWith(first)));
    }
    return first.count() < 2 || second.count() < 2
        ? Optional.empty()
        : Optional.of(ofSamples(first.losses(), second.losses()));
  }

  private static Comparison ofPairs(double[] first, double[] second) {
    double[] differences =
        IntStream.range(0, first.length).mapToDouble(i -> first[i] - second[i]).toArray();
    double error = Estimate.standardError(differences);
    if (error == 0) {
      return withoutSpread(Test.PAIRED_T, first, second);
    }
    TTest.Result result = TTest.withDefaults().pairedTest(first, second);
    return of(Test.PAIRED_T, first, second, error, result);
  }

  private static Comparison ofSamples(double[] first, double[] second) {
    double error = Math.hypot(Estimate.standardError(first), Estimate.standardError(second));
    if (error == 0) {
      return withoutSpread(Test.WELCH_T, first, second);
    }
    TTest welch = TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC);
    return of(Test.WELCH_T, first, second, error, welch.test(first, second));
  }

  private static Comparison of(
      Test test, double[] first, double[] second, double error, TTest.Result result) {
    Estimate one = Estimate.of(first);
    Estimate other = Estimate.of(second);
    return new Comparison(
        test,
        one,
        other,
        one.mean() - other.mean(),
        error * Estimate.quantile(result.getDegreesOfFreedom()),
        result.getStatistic(),
        result.getDegreesOfFreedom(),
        result.getPValue());
  }

  /** Where nothing varies the difference is certain, be it none or all there is. */
  private static Comparison withoutSpread(Test test, double[] first, double[] second) {
    Estimate one = Estimate.of(first);
    Estimate other = Estimate.of(second);
    double difference = one.mean() - other.mean();
    int freedom = test == Test.PAIRED_T ? first.length - 1 : first.length + second.length - 2;
    boolean equal = difference == 0;
    double statistic = equal ? 0 : Math.copySign(Double.POSITIVE_INFINITY, difference);
    return new Comparison(test, one, other, difference, 0, statistic, freedom, equal ? 1 : 0);
  }
}
