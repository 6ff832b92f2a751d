/**
 * Which parameters an experiment's loss depends on: fANOVA (Hutter, Hoos and Leyton-Brown 2014) and
 * PED-ANOVA (Watanabe, Bansal and Hutter 2023), on mixed, logarithmic and conditional spaces.
 * Depends on core.space, core.search for the scales of parameters, core.experiment, core.random and
 * commons-rng.
 */
@NullMarked
package io.cellsearch.core.importance;

import org.jspecify.annotations.NullMarked;
