/**
 * YAML 1.2 as a tree in which everything knows its line: what people get wrong without noticing
 * (aliases, merge keys, tags, duplicate keys, second documents) is refused. Depends on
 * snakeyaml-engine's event parser only.
 */
@NullMarked
package io.cellsearch.coordinator.spec.yaml;

import org.jspecify.annotations.NullMarked;
