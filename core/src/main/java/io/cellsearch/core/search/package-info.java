/**
 * The search: a pure machine from events to actions, made of a sampler and a stopping rule. Depends
 * on core.space, core.experiment, core.trial and core.random.
 */
@NullMarked
package io.cellsearch.core.search;

import org.jspecify.annotations.NullMarked;
