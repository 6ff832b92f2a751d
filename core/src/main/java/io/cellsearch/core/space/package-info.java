/**
 * The search space: parameters, their domains and conditions, and one configuration drawn from it.
 * Depends on the JDK only.
 */
@NullMarked
package io.cellsearch.core.space;

import org.jspecify.annotations.NullMarked;
