/**
 * What the coordinator remembers: the only package that sees SQL. One writer thread, one synced
 * commit for everything that arrived meanwhile, every write fenced by the coordinator's term.
 * Depends on core, frames (JSON), JDBI, HikariCP and Flyway.
 */
@NullMarked
package io.cellsearch.coordinator.store;

import org.jspecify.annotations.NullMarked;
