/**
 * Seeds and random streams that depend on what they are for, never on the order of calls. Depends
 * on commons-rng.
 */
@NullMarked
package io.cellsearch.core.random;

import org.jspecify.annotations.NullMarked;
