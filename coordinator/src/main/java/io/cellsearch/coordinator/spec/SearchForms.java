package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.FlagForm;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.ListForm;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.RealForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TaggedForm;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
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
  static final String PAUSE = "pause";
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
  private static final Key<Integer> MANY_CANDIDATES =
      Key.standard(
          "candidates", new WholeForm(1, MANY).ints(), "64", "among which the best is chosen");
  private static final Key<Double> RANDOM_FRACTION =
      Key.standard(
          "random_fraction",
          new RealForm(0, true, 1, false),
          "0.333",
          "the share of suggestions that are random");
  private static final Key<Double> TOP_SHARE =
      Key.standard(
          "top_share",
          new RealForm(0, false, 1, false),
          "0.15",
          "the share of the trials at a rung that are good");
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

  private static final Key<Model> SAMPLER =
      Key.standard(
          "sampler",
          OneOfForm.constants(Model.class),
          "gp",
          "what suggests the ladder's new trials");
  static final String FIRST_RUNG = "first_rung";
  private static final Key<Integer> FINALISTS =
      Key.standard(
          "finalists",
          new WholeForm(1, MANY).ints(),
          "3",
          "so many of the best are trained to their ends when no new trial may start");
  private static final Key<List<GivenPoint>> POINTS =
      Key.optional(
          "points_to_try",
          new ListForm<>(new PointForm(), 1, MANY),
          "points to try first; what a point leaves out is drawn at random");

  private final Standards standards;
  private final Key<Boolean> pause;
  private final RungKeys rungs;
  private final Map<String, SectionForm<SearchChoice>> cases = new LinkedHashMap<>();

  private SearchForms(Standards standards) {
    this.standards = standards;
    this.pause =
        Key.standard(
            PAUSE,
            new FlagForm(),
            Boolean.toString(standards.pause()),
            "whether trials may pause and go on later from their checkpoints");
    this.rungs =
        RungKeys.of(
            standards.searched(),
            FIRST_RUNG,
            "epochs after which a new trial pauses, or training time with resource: time");
  }

  /** The section, with what a file gets that does not name an algorithm. */
  static Form<SearchChoice> form(Standards standards) {
    return new SearchForms(standards).form();
  }

  private Form<SearchChoice> form() {
    List<Key<?>> ladder = new ArrayList<>(List.of(SAMPLER));
    ladder.addAll(rungs.all());
    ladder.add(FINALISTS);
    add(Standards.LADDER, ladder, this::ladder);
    add("random", List.of(), values -> new SearchSettings.Random(values.get(SEED)));
    add("grid", List.of(), values -> new SearchSettings.Grid(values.get(SEED)));
    add("sobol", List.of(), values -> new SearchSettings.Sobol(values.get(SEED)));
    add("tpe", List.of(STARTUP_TRIALS, CANDIDATES), SearchForms::tpe);
    add(
        "gp",
        List.of(STARTUP_TRIALS),
        values -> new SearchSettings.Gp(values.get(SEED), values.get(STARTUP_TRIALS)));
    add("cmaes", List.of(SIGMA, OFFSPRING), SearchForms::cmaes);
    add("regularized-evolution", List.of(POPULATION, TOURNAMENT), SearchForms::evolution);
    add(Standards.BOHB, List.of(RANDOM_FRACTION, TOP_SHARE, MANY_CANDIDATES), SearchForms::bohb);
    OneOfForm<String> words = OneOfForm.words(List.copyOf(cases.keySet()));
    return TaggedForm.of(Key.standard(ALGORITHM, words, standards.search(), ABOUT), cases);
  }

  private void add(String name, List<Key<?>> options, Function<Values, SearchSettings> settings) {
    List<Key<?>> keys = new ArrayList<>();
    keys.add(TaggedForm.tagOf(ALGORITHM, name, !name.equals(standards.search()), ABOUT));
    keys.add(SEED);
    keys.addAll(options);
    keys.add(pause);
    keys.add(POINTS);
    cases.put(
        name,
        SectionForm.simple(
            keys,
            values ->
                new SearchChoice(
                    name,
                    settings.apply(values),
                    values.get(pause),
                    values.find(POINTS).orElse(List.of()))));
  }

  private SearchSettings ladder(Values values) {
    return new SearchSettings.Ladder(
        values.get(SEED),
        values.get(SAMPLER),
        rungs.first(values),
        values.get(FINALISTS),
        rungs.maxTime(values));
  }

  private static SearchSettings tpe(Values values) {
    return new SearchSettings.Tpe(
        values.get(SEED), values.get(STARTUP_TRIALS), values.get(CANDIDATES));
  }

  private static SearchSettings bohb(Values values) {
    return new SearchSettings.Bohb(
        values.get(SEED),
        values.get(RANDOM_FRACTION),
        values.get(TOP_SHARE),
        values.get(MANY_CANDIDATES));
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
