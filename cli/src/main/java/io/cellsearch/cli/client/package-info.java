/** The coordinator's HTTP API from the outside. Depends on the JDK's HTTP client and Jackson. */
@NullMarked
package io.cellsearch.cli.client;

import org.jspecify.annotations.NullMarked;
