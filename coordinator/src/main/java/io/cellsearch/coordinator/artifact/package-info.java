/**
 * Files named by the SHA-256 of their bytes: data sets, models, checkpoints. Depends on the JDK
 * only.
 */
@NullMarked
package io.cellsearch.coordinator.artifact;

import org.jspecify.annotations.NullMarked;
