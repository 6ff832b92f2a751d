/**
 * What a worker is given to do and what it gives back. Depends on core.experiment, core.space and
 * core.trial.
 */
@NullMarked
package io.cellsearch.core.work;

import org.jspecify.annotations.NullMarked;
