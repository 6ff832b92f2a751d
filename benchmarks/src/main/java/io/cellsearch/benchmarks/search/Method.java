package io.cellsearch.benchmarks.search;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongFunction;

/** What is compared: searches of ours, and Optuna's, which run in Python. */
enum Method {
  LADDER("ladder", "quota ladder (the default)", ladder(Model.GP), new StoppingSettings.None()),
  LADDER_TPE("ladder-tpe", "quota ladder, TPE", ladder(Model.TPE), new StoppingSettings.None()),
  LADDER_RANDOM(
      "ladder-random", "quota ladder, random", ladder(Model.RANDOM), new StoppingSettings.None()),
  RANDOM_ASHA(
      "random-asha",
      "random + ASHA (ours, promotion, 1, 3)",
      SearchSettings.Random::new,
      new StoppingSettings.AshaPromotion(1, 3)),
  TPE_ASHA(
      "tpe-asha",
      "TPE + ASHA (ours, stopping, 1, 3)",
      seed -> new SearchSettings.Tpe(seed, 10, 24),
      new StoppingSettings.Asha(1, 3, Variant.OPTUNA)),
  BOHB(
      "bohb",
      "BOHB (ours, 1, 3)",
      seed -> new SearchSettings.Bohb(seed, 1.0 / 3, 0.15, 64),
      new StoppingSettings.Hyperband(1, 3, Variant.OPTUNA)),
  OPTUNA_2_3("optuna-tpe-sha-2-3", "Optuna TPE + SuccessiveHalving (2, 3)"),
  OPTUNA_1_4("optuna-tpe-sha-1-4", "Optuna TPE + SuccessiveHalving (1, 4)"),
  OPTUNA_RANDOM_2_3("optuna-random-sha-2-3", "Optuna random + SuccessiveHalving (2, 3)"),
  OPTUNA_RANDOM_1_4("optuna-random-sha-1-4", "Optuna random + SuccessiveHalving (1, 4)");

  private final String key;
  private final String title;
  private final Optional<Ours> ours;

  /** Settings of the product's search. */
  record Ours(LongFunction<SearchSettings> search, StoppingSettings stopping) {}

  Method(String key, String title, LongFunction<SearchSettings> search, StoppingSettings stopping) {
    this.key = key;
    this.title = title;
    this.ours = Optional.of(new Ours(search, stopping));
  }

  Method(String key, String title) {
    this.key = key;
    this.title = title;
    this.ours = Optional.empty();
  }

  private static LongFunction<SearchSettings> ladder(Model model) {
    return seed -> new SearchSettings.Ladder(seed, model, 1, 3);
  }

  static Method of(String key) {
    return Arrays.stream(values())
        .filter(method -> method.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a method is one of %s, but got %s"
                        .formatted(Arrays.stream(values()).map(Method::key).toList(), key)));
  }

  String key() {
    return key;
  }

  String title() {
    return title;
  }

  /** The settings of one of ours; empty for Optuna's. */
  Optional<Ours> ours() {
    return ours;
  }
}
