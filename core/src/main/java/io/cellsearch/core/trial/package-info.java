/** Identities, states and reports of trials. Depends on core.space only. */
@NullMarked
package io.cellsearch.core.trial;

import org.jspecify.annotations.NullMarked;
