/**
 * What becomes of a trial when an attempt of it ends: retries, fencing, terminal states. Depends on
 * core.trial, core.work and core.experiment.
 */
@NullMarked
package io.cellsearch.core.lifecycle;

import org.jspecify.annotations.NullMarked;
