package io.cellsearch.training.vector;

/** An array of slot rows: what products write to; where a row begins is up to the caller. */
@SuppressWarnings("ArrayRecordComponent") // a view of the array, compared by nobody
record Slots(float[] values, int stride) {}
