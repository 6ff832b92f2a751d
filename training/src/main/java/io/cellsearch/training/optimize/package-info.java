/**
 * First-order optimizers over a network's flat arrays, with a state that can be saved. Depends on
 * the JDK and its vector module only.
 */
@NullMarked
package io.cellsearch.training.optimize;

import org.jspecify.annotations.NullMarked;
