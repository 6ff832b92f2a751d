/**
 * What may stand in an experiment file, as tables: one table reads a file, words its problems,
 * fills in defaults and gives the JSON Schema. Depends on core's space, the package yaml beside it,
 * and Jackson's tree.
 */
@NullMarked
package io.cellsearch.coordinator.spec.form;

import org.jspecify.annotations.NullMarked;
