/**
 * What people order while an experiment lives, and what becomes of an order. Depends on core.trial
 * and on the store's state of an experiment.
 */
@NullMarked
package io.cellsearch.coordinator.order;

import org.jspecify.annotations.NullMarked;
