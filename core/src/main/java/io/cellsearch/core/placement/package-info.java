/** Which waiting trial a free slot gets. Depends on core.trial, core.space and core.experiment. */
@NullMarked
package io.cellsearch.core.placement;

import org.jspecify.annotations.NullMarked;
