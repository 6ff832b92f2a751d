package io.cellsearch.training.vector;

/**
 * A matrix (operand's size × units) or vector (one row) of a layer in the network's flat array:
 * element (r, c) at {@code offset + r * rowStride + c}.
 *
 * @param id that of the cell's parameter
 */
public record ParameterBlock(String id, int offset, int rows, int columns, int rowStride) {}
