/**
 * The archive that users unpack, run as they run it: nothing of the source tree is within reach.
 */
@NullMarked
package io.cellsearch.cli.distribution;

import org.jspecify.annotations.NullMarked;
