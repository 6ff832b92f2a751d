/**
 * Reads experiment files: all problems at once, each with its line, or the experiment with every
 * default filled in. It opens no path and no URL: data comes through {@link
 * io.cellsearch.coordinator.spec.DataCatalog}. Depends on core, cells and the packages below.
 */
@NullMarked
package io.cellsearch.coordinator.spec;

import org.jspecify.annotations.NullMarked;
