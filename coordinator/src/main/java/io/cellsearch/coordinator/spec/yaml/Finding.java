package io.cellsearch.coordinator.spec.yaml;

import java.util.Optional;

/**
 * One thing wrong with a text.
 *
 * @param path of the key it concerns, for instance {@code model.units.min}; may be empty
 * @param rule what must hold, as the end of a sentence that the path begins
 * @param value what was found instead
 * @param suggestion a sentence with the way out, where there is a likely one
 */
public record Finding(
    Place place, String path, String rule, String value, Optional<String> suggestion) {}
