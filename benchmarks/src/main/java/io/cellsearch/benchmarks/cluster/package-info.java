/**
 * What the whole promises, proved on the product as processes: nothing lost under fire, recovery
 * times, throughput, overhead. Depends on cli's clients and on the modules whose nodes it starts;
 * it reads a coordinator's tables only when nothing runs on them.
 */
@NullMarked
package io.cellsearch.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
