/**
 * The worker's actor: translates between the coordinator, the attempts that the worker holds, its
 * runner and its files. It decides nothing about searches. Depends on protocol, Akka and the
 * packages attempt, blob and runner beside it.
 */
@NullMarked
package io.cellsearch.worker.actor;

import org.jspecify.annotations.NullMarked;
