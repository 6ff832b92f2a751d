/**
 * Files named by the SHA-256 of their bytes, and their way from and to the coordinator over HTTP.
 * Depends on the JDK only.
 */
@NullMarked
package io.cellsearch.worker.blob;

import org.jspecify.annotations.NullMarked;
