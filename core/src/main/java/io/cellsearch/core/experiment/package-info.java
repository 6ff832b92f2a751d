/**
 * What a user asks for: the resolved experiment as a tree of values. Depends on core.space only.
 */
@NullMarked
package io.cellsearch.core.experiment;

import org.jspecify.annotations.NullMarked;
