/**
 * Recurrent cells as data: definitions read from text, the library, and a cell's graph for given
 * options. Depends on cells.language and cells.graph.
 */
@NullMarked
package io.cellsearch.cells;

import org.jspecify.annotations.NullMarked;
