/**
 * Runner processes: training happens in them, never in the node's own JVM. Depends on frames and
 * the JDK; knows no Akka, so that a runner outlives an actor system.
 */
@NullMarked
package io.cellsearch.worker.runner;

import org.jspecify.annotations.NullMarked;
