/**
 * What is under way: experiments, workers, the attempts between them. Messages come in, decisions
 * come out (what to write, and what to tell once it is written); no thread, no I/O, no Akka. Lost
 * with its process and rebuilt from the store. Depends on core, the protocol's messages, the
 * store's commands and telemetry's events.
 */
@NullMarked
package io.cellsearch.coordinator.scheduler;

import org.jspecify.annotations.NullMarked;
