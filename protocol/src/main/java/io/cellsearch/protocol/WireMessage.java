package io.cellsearch.protocol;

/** A message between nodes; everything of this type is written as CBOR. */
public interface WireMessage {}
