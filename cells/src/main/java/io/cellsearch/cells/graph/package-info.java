/**
 * The hash-consed graph of one time step at the level of vectors, and its symbolic gradient.
 * Depends on the JDK only.
 */
@NullMarked
package io.cellsearch.cells.graph;

import org.jspecify.annotations.NullMarked;
