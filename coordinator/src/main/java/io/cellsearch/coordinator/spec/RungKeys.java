package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.core.experiment.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a section that say where trials are compared: of which resource, first and at last.
 * Where time is the resource, the levels are durations and have no defaults.
 */
record RungKeys(Key<Resource> resource, Key<Integer> first, Key<Duration> end) {
  static final String END = "max_t";
  static final String RESOURCE = "resource";

  /**
   * Keys for a section.
   *
   * @param resource that the section names
   * @param first the key of the lowest level, and what it means
   */
  static RungKeys of(Resource resource, String first, String about) {
    LevelForm level = new LevelForm(resource);
    EndForm end = new EndForm(resource);
    String endAbout = "with resource: time, the training time at which a trial is at its end";
    return new RungKeys(
        Key.standard(
            RESOURCE,
            new ResourceForm(Optional.empty()),
            "epochs",
            "what is counted at the rungs: epochs, or time, seconds of training"),
        resource == Resource.TIME
            ? Key.required(first, level, about)
            : Key.standard(first, level, "1", about),
        resource == Resource.TIME
            ? Key.required(END, end, endAbout)
            : Key.optional(END, end, endAbout));
  }

  List<Key<?>> all() {
    return List.of(resource, first, end);
  }

  /** The lowest level, in epochs or seconds. */
  int first(Values values) {
    return values.get(first);
  }

  /** The training time at which a trial is at its end, where that is the resource. */
  Optional<Duration> maxTime(Values values) {
    return values.find(end);
  }
}
