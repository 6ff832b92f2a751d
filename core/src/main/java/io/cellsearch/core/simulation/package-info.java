/**
 * A search with simulated workers in virtual time, with seeded faults. Invariants are checked after
 * every event. Depends on core.search, core.lifecycle, core.random.
 */
@NullMarked
package io.cellsearch.core.simulation;

import org.jspecify.annotations.NullMarked;
