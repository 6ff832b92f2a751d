package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;

/** Suggests configurations. */
interface Sampler {

  /** The configuration of the trial with this number, from 1. */
  Configuration suggest(int trial);
}
