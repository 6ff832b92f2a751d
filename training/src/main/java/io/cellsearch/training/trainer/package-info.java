/**
 * One attempt of a trial from its assignment to its outcome: training, validation, the best
 * weights, the model file. Depends on core, cells, frames (for JSON) and the packages task, network
 * and optimize. It has no clock and no threads of its own.
 */
@NullMarked
package io.cellsearch.training.trainer;

import org.jspecify.annotations.NullMarked;
