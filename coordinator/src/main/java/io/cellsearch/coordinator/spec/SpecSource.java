package io.cellsearch.coordinator.spec;

/**
 * An experiment file as it was sent.
 *
 * @param fileName under which problems are reported and from which a missing name is made; it is
 *     never opened
 * @param bytes of the file; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
public record SpecSource(String fileName, byte[] bytes) {}
