/** Single-precision matrix products on heap arrays over the Vector API. Depends on the JDK only. */
@NullMarked
package io.cellsearch.training.linalg;

import org.jspecify.annotations.NullMarked;
