/**
 * Copies of everything that a coordinator keeps, taken while it works, and their way back. Depends
 * on store and artifact.
 */
@NullMarked
package io.cellsearch.coordinator.backup;

import org.jspecify.annotations.NullMarked;
