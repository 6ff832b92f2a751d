package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.RealForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TaggedForm;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.core.experiment.ExperimentSpec.SearchSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** The section search: which algorithm suggests configurations, with its options. */
final class SearchForms {
  private static final String ALGORITHM = "algorithm";
  private static final String ABOUT = "how configurations are suggested";
  private static final String STANDARD = "random";
  private static final int MANY = 10_000;

  private static final Key<Long> SEED =
      Key.standard(
          "seed", new WholeForm(0, Long.MAX_VALUE), "1", "from which all randomness derives");
  private static final Key<Integer> STARTUP_TRIALS =
      Key.standard(
          "startup_trials",
          new WholeForm(2, MANY).ints(),
          "10",
          "random ones before the model is asked");
  private static final Key<Integer> CANDIDATES =
      Key.standard(
          "candidates", new WholeForm(1, MANY).ints(), "24", "among which the best is chosen");
  private static final Key<Double> SIGMA =
      Key.standard(
          "sigma",
          new RealForm(0, false, 1, true),
          "0.3",
          "the first standard deviation as a share of each range");
  private static final Key<Integer> POPULATION =
      Key.standard(
          "population_size", new WholeForm(2, MANY).ints(), "20", "the newest results, which live");
  private static final Key<Integer> OFFSPRING =
      Key.optional(
          "population_size",
          new WholeForm(4, MANY).ints(),
          "points of a generation; by default 4 + 3 ln n with n parameters");
  private static final Key<Integer> TOURNAMENT =
      Key.standard(
          "tournament_size",
          new WholeForm(1, MANY).ints(),
          "5",
          "drawn from the population; the best of them is the parent");

  private SearchForms() {}

  static Form<SearchSettings> form() {
    Map<String, SectionForm<SearchSettings>> cases = new LinkedHashMap<>();
    add(cases, STANDARD, List.of(), values -> new SearchSettings.Random(values.get(SEED)));
    add(cases, "grid", List.of(), values -> new SearchSettings.Grid(values.get(SEED)));
    add(cases, "sobol", List.of(), values -> new SearchSettings.Sobol(values.get(SEED)));
    add(
        cases,
        "tpe",
        List.of(STARTUP_TRIALS, CANDIDATES),
        values ->
            new SearchSettings.Tpe(
                values.get(SEED), values.get(STARTUP_TRIALS), values.get(CANDIDATES)));
    add(
        cases,
        "gp",
        List.of(STARTUP_TRIALS),
        values -> new SearchSettings.Gp(values.get(SEED), values.get(STARTUP_TRIALS)));
    add(cases, "cmaes", List.of(SIGMA, OFFSPRING), SearchForms::cmaes);
    add(cases, "regularized-evolution", List.of(POPULATION, TOURNAMENT), SearchForms::evolution);
    OneOfForm<String> words = OneOfForm.words(List.copyOf(cases.keySet()), "bohb", "ladder");
    return TaggedForm.of(Key.standard(ALGORITHM, words, STANDARD, ABOUT), cases);
  }

  private static void add(
      Map<String, SectionForm<SearchSettings>> cases,
      String name,
      List<Key<?>> options,
      Function<Values, SearchSettings> settings) {
    List<Key<?>> keys = new ArrayList<>();
    keys.add(TaggedForm.tagOf(ALGORITHM, name, !name.equals(STANDARD), ABOUT));
    keys.add(SEED);
    keys.addAll(options);
    cases.put(name, SectionForm.simple(keys, settings));
  }

  private static SearchSettings cmaes(Values values) {
    OptionalInt population =
        values.find(OFFSPRING).map(OptionalInt::of).orElse(OptionalInt.empty());
    return new SearchSettings.Cmaes(values.get(SEED), values.get(SIGMA), population);
  }

  private static SearchSettings evolution(Values values) {
    int population = values.get(POPULATION);
    // A tournament of more than there are is one of all.
    int tournament = Math.min(values.get(TOURNAMENT), population);
    return new SearchSettings.RegularizedEvolution(values.get(SEED), population, tournament);
  }
}
