package io.cellsearch.protocol;

/**
 * The n-th report of an attempt.
 *
 * @param step from 1
 */
public record ReportId(AttemptId id, int step) {}
