/**
 * Interchange with DL4J: our networks as DL4J's, stock layers where it has them and a layer class
 * of ours where it has not, and DL4J as an engine. Besides package nd4j the only one that sees ND4J
 * and DL4J; depends on cells and the packages network, optimize, nd4j and trainer.
 */
@NullMarked
package io.cellsearch.training.dl4j;

import org.jspecify.annotations.NullMarked;
