/**
 * Writes loops as bytecode, for running, and as Java source, for reading and as a check that both
 * agree bit for bit. Depends on training.kernel, training.linalg and ASM.
 */
@NullMarked
package io.cellsearch.training.emit;

import org.jspecify.annotations.NullMarked;
