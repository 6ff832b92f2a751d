/**
 * What a worker knows about the attempts that it holds: no clock, no thread, no I/O. Depends on
 * protocol's messages and frames.
 */
@NullMarked
package io.cellsearch.worker.attempt;

import org.jspecify.annotations.NullMarked;
