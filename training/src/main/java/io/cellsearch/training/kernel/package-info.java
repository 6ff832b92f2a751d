/**
 * Fused elementwise loops as data: straight-line code over float vectors, ready to be written as
 * bytecode or as Java. Depends on the JDK only.
 */
@NullMarked
package io.cellsearch.training.kernel;

import org.jspecify.annotations.NullMarked;
