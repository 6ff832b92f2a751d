/**
 * A trainable network: stacked recurrent layers of one cell, dropout, a dense head and a loss over
 * ragged batches. Depends on core, cells and the packages vector and linalg; never on ND4J.
 */
@NullMarked
package io.cellsearch.training.network;

import org.jspecify.annotations.NullMarked;
