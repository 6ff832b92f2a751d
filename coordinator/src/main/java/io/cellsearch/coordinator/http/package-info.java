/**
 * The HTTP API, its server-sent events and the pages. Loopback unless it is secured. Depends on
 * core, frames (JSON), the packages spec, store, artifact and telemetry beside it, and Javalin.
 */
@NullMarked
package io.cellsearch.coordinator.http;

import org.jspecify.annotations.NullMarked;
