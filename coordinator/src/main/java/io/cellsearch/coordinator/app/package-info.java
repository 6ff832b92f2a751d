/**
 * The coordinator node as a program starts it: store, HTTP server, actor system. Depends on
 * everything else in this module.
 */
@NullMarked
package io.cellsearch.coordinator.app;

import org.jspecify.annotations.NullMarked;
