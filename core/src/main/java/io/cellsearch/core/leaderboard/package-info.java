/** The ranking of an experiment's trials. Depends on core.trial, core.space and core.experiment. */
@NullMarked
package io.cellsearch.core.leaderboard;

import org.jspecify.annotations.NullMarked;
