package io.cellsearch.coordinator.spec.form;

import io.cellsearch.core.space.Domain;
import java.util.List;
import java.util.Optional;

/**
 * What a file says about one parameter.
 *
 * @param cells for which alone the parameter exists; empty where the file does not restrict it
 */
public record Setting(Domain domain, Optional<List<String>> cells) {}
