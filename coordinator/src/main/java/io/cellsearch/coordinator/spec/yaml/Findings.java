package io.cellsearch.coordinator.spec.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything found so far: reading goes on after a finding, so that all are told at once. */
public final class Findings {
  private final List<Finding> found = new ArrayList<>();

  public void add(Place place, String path, String rule, String value) {
    add(new Finding(place, path, rule, value, Optional.empty()));
  }

  public void add(Finding finding) {
    found.add(finding);
  }

  /** In the order in which they were found. */
  public List<Finding> all() {
    return List.copyOf(found);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public int size() {
    return found.size();
  }
}
