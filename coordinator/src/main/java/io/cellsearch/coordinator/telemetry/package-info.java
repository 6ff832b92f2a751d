/**
 * What can be watched from outside: meters for Prometheus and events for the pages. Depends on
 * core.trial and Micrometer.
 */
@NullMarked
package io.cellsearch.coordinator.telemetry;

import org.jspecify.annotations.NullMarked;
