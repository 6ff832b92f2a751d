package io.cellsearch.training.vector;

/** A network's parameters and gradients, which all layers share. */
@SuppressWarnings("ArrayRecordComponent") // the arrays themselves, compared by nobody
record FlatArrays(float[] parameters, float[] gradients) {}
