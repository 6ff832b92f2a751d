/**
 * The worker node as a program starts it. Depends on the packages beside it and on protocol, which
 * hides most of Akka.
 */
@NullMarked
package io.cellsearch.worker.app;

import org.jspecify.annotations.NullMarked;
