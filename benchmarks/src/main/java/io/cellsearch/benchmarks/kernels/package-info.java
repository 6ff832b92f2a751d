/** The matrix products of a training step, each alone, measured by JMH. */
@NullMarked
package io.cellsearch.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
