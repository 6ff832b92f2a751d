/**
 * From a cell's graphs to a schedule: slots, matrix products, loops between them, and what is kept
 * from the forward for the backward pass. Depends on cells and training.kernel.
 *
 * <p>Rows are padded to the vector width, so that no loop has masks or tails. Backward is one more
 * step graph with the same scheduler; gradients of slots are written over the slots. No loop
 * exceeds {@link RegionCutter#LIMIT} vector operations: beyond about 45 calls in one method C2
 * stops inlining the Vector API and boxes its values, at random from process to process.
 */
@NullMarked
package io.cellsearch.training.plan;

import org.jspecify.annotations.NullMarked;
