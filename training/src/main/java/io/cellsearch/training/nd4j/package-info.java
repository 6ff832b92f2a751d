/**
 * The reference engine: the same graphs, one ND4J operation for each node and step, in single or
 * double precision. Slow and plain; the fast engine is proved against it. Besides package dl4j the
 * only one that sees ND4J and DL4J; depends on cells and package network.
 */
@NullMarked
package io.cellsearch.training.nd4j;

import org.jspecify.annotations.NullMarked;
