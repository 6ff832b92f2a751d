/**
 * The coordinator as an actor: messages in, the scheduler's decisions to the store, their effects
 * out after the commit. Nothing is decided here. Depends on the packages beside it, protocol and
 * Akka.
 */
@NullMarked
package io.cellsearch.coordinator.actor;

import org.jspecify.annotations.NullMarked;
