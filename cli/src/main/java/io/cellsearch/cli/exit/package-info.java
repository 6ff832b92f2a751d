/** How a command ends: its exit code and what it tells the user. Depends on nothing. */
@NullMarked
package io.cellsearch.cli.exit;

import org.jspecify.annotations.NullMarked;
