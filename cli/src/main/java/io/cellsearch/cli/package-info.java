/** The entry point of the command line. May depend on everything. */
@NullMarked
package io.cellsearch.cli;

import org.jspecify.annotations.NullMarked;
