/**
 * The search: a pure machine from events to actions, made of a sampler and a stopping rule. One
 * algorithm per file; {@code Algorithms} puts together what an experiment asks for. Depends on
 * core.space, core.experiment, core.trial and core.random, on commons-numbers for the normal
 * distribution and on EJML for linear algebra.
 */
@NullMarked
package io.cellsearch.core.search;

import org.jspecify.annotations.NullMarked;
