/**
 * How good the search is: the product's own {@code Search} on tables of recorded learning curves
 * and on analytic functions, beside Optuna, in virtual time. Depends on core alone; Optuna runs in
 * a Python process and hands its curves over in files.
 */
@NullMarked
package io.cellsearch.benchmarks.search;

import org.jspecify.annotations.NullMarked;
