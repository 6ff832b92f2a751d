/**
 * Cells against PyTorch: each side is a process of its own, one thread each, timed in alternation.
 * Depends on training and cells.
 */
@NullMarked
package io.cellsearch.benchmarks.cells;

import org.jspecify.annotations.NullMarked;
