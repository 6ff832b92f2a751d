/** What every benchmark needs, whatever it proves: the folders it made, the file of its figures. */
@NullMarked
package io.cellsearch.benchmarks.run;

import org.jspecify.annotations.NullMarked;
