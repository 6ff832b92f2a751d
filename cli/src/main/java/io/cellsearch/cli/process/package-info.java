/** The processes that run starts on this machine. Depends on the JDK and Jackson. */
@NullMarked
package io.cellsearch.cli.process;

import org.jspecify.annotations.NullMarked;
