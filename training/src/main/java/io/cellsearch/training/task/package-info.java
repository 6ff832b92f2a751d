/**
 * Tasks bound to their data: training batches, evaluation in original units, and what methods
 * without training reach. Depends on core and the packages data and network.
 */
@NullMarked
package io.cellsearch.training.task;

import org.jspecify.annotations.NullMarked;
