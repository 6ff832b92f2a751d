/** The commands of the command line, one class each. May depend on everything. */
@NullMarked
package io.cellsearch.cli.command;

import org.jspecify.annotations.NullMarked;
