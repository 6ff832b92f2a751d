/**
 * What several trainings of one configuration say about it, and about the difference of two: means
 * with intervals, and the test that suits. Depends on core.experiment, core.trial and
 * commons-statistics.
 */
@NullMarked
package io.cellsearch.core.comparison;

import org.jspecify.annotations.NullMarked;
