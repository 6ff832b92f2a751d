package io.cellsearch.coordinator.spec;

import io.cellsearch.cells.language.NearestName;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.SearchSpace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What must hold between the search, early stopping, the space and the length of trials. */
final class SearchRules {
  private static final String ALGORITHM = "algorithm";

  private final Values values;
  private final Key<SearchChoice> search;
  private final Key<StoppingSettings> stopping;

  SearchRules(Values values, Key<SearchChoice> search, Key<StoppingSettings> stopping) {
    this.values = values;
    this.search = search;
    this.stopping = stopping;
  }

  /**
   * What does not depend on the space.
   *
   * @param resumable whether the engine writes checkpoints
   */
  void check(Optional<Integer> maxEpochs, boolean resumable) {
    Optional<SearchChoice> choice = values.find(search);
    Optional<StoppingSettings> rule = values.find(stopping);
    checkLengths(choice, rule, maxEpochs);
    choice.ifPresent(
        chosen -> {
          if (resumable) {
            checkSwitch(chosen);
          } else {
            checkEngine(chosen);
          }
          checkRule(chosen, rule);
        });
  }

  private void checkEngine(SearchChoice choice) {
    boolean ladder = choice.settings().pauses();
    if (ladder || choice.pause()) {
      values.refuse(
          search,
          ladder ? ALGORITHM : SearchForms.PAUSE,
          "must not pause trials with training.engine: dl4j, which writes no checkpoints",
          ladder ? choice.algorithm() : "true");
    }
  }

  private void checkLengths(
      Optional<SearchChoice> choice, Optional<StoppingSettings> rule, Optional<Integer> maxEpochs) {
    rule.ifPresent(
        chosen ->
            checkLength(
                new Level(
                    stopping,
                    StoppingForms.GRACE_PERIOD,
                    StoppingForms.gracePeriod(chosen),
                    chosen.maxTime()),
                maxEpochs));
    if (choice.isPresent() && choice.get().settings() instanceof SearchSettings.Ladder ladder) {
      checkLength(
          new Level(search, SearchForms.FIRST_RUNG, ladder.firstRung(), ladder.maxTime()),
          maxEpochs);
    }
  }

  /** Where a section compares trials first, and where it ends them if that is a matter of time. */
  private record Level(Key<?> section, String key, int value, Optional<Duration> maxTime) {}

  private void checkLength(Level level, Optional<Integer> maxEpochs) {
    String section = level.section().name();
    if (level.maxTime().isPresent()) {
      long most = level.maxTime().get().toSeconds();
      if (level.value() > most) {
        values.refuse(
            level.section(),
            level.key(),
            "`%s.%s <= %s.%s` must hold".formatted(section, level.key(), section, RungKeys.END),
            "%s=%ds, max_t=%ds".formatted(level.key(), level.value(), most));
      }
    } else if (maxEpochs.isPresent() && level.value() > maxEpochs.get()) {
      values.refuse(
          level.section(),
          level.key(),
          "`%s.%s <= training.max_epochs` must hold".formatted(section, level.key()),
          "%s=%d, max_epochs=%d".formatted(level.key(), level.value(), maxEpochs.get()));
    }
  }

  private void checkSwitch(SearchChoice choice) {
    if (choice.settings().pauses() && !choice.pause()) {
      values.refuse(
          search, SearchForms.PAUSE, "must be true with algorithm: ladder, which pauses", "false");
    }
  }

  private void checkRule(SearchChoice choice, Optional<StoppingSettings> rule) {
    if (rule.isEmpty()) {
      return;
    }
    if (choice.settings().pauses() && !(rule.get() instanceof StoppingSettings.None)) {
      values.refuse(
          stopping,
          ALGORITHM,
          "must be none with search.algorithm: ladder, which pauses and promotes by itself",
          word(rule.get()));
    }
    if (choice.settings() instanceof SearchSettings.Bohb
        && !(rule.get() instanceof StoppingSettings.Hyperband)) {
      values.refuse(
          stopping,
          ALGORITHM,
          "must be hyperband with search.algorithm: bohb, which learns at its rungs",
          word(rule.get()));
    }
    if (!choice.pause() && pauses(rule.get())) {
      values.refuse(
          stopping, ALGORITHM, "must not pause trials with search.pause: false", word(rule.get()));
    }
  }

  private static boolean pauses(StoppingSettings rule) {
    return rule instanceof StoppingSettings.AshaPromotion || rule instanceof StoppingSettings.Pasha;
  }

  private static String word(StoppingSettings rule) {
    if (rule instanceof StoppingSettings.AshaPromotion) {
      return "asha with variant: promotion";
    }
    return rule.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Not every algorithm can search every space, and not every point lies in it. */
  void check(SearchSpace space) {
    Optional<SearchChoice> choice = values.find(search);
    if (choice.isEmpty()) {
      return;
    }
    boolean sound = true;
    for (int i = 0; i < choice.get().points().size(); i++) {
      sound &= check("points_to_try[" + i + "].", choice.get().points().get(i), space);
    }
    if (sound) {
      choice
          .get()
          .in(space)
          .refusal(space)
          .ifPresent(
              reason ->
                  values.refuse(
                      search,
                      "must suit the search space",
                      choice.get().algorithm(),
                      Optional.of(reason)));
    }
  }

  private boolean check(String at, GivenPoint point, SearchSpace space) {
    boolean sound = true;
    List<String> paths = space.parameters().stream().map(Parameter::path).toList();
    for (Map.Entry<String, GivenPoint.Value> entry : point.values().entrySet()) {
      GivenPoint.Value value = entry.getValue();
      Optional<Parameter> parameter =
          space.parameters().stream()
              .filter(each -> each.path().equals(entry.getKey()))
              .findFirst();
      if (parameter.isEmpty()) {
        values.refuse(
            new Values.Within(search, at + entry.getKey(), value.place()),
            "must be a parameter of this experiment",
            entry.getKey(),
            NearestName.question(entry.getKey(), paths));
        sound = false;
      } else if (!parameter.get().domain().contains(value.in(parameter.get().domain()))) {
        values.refuse(
            new Values.Within(search, at + entry.getKey(), value.place()),
            "must lie in the parameter's range",
            value.written().text(),
            Optional.empty());
        sound = false;
      }
    }
    return sound;
  }
}
