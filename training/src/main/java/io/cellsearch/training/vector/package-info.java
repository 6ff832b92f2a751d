/**
 * The fast target: compiled cells as layers on heap arrays over the Vector API. Depends on cells,
 * plan, emit, linalg.
 */
@NullMarked
package io.cellsearch.training.vector;

import org.jspecify.annotations.NullMarked;
