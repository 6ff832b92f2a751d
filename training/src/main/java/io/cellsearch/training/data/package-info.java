/**
 * Data sets as files hold them: the CSV of a forecast and the JSON of piano rolls, read with every
 * problem reported at once. Depends on core and the parsers; knows nothing of networks.
 */
@NullMarked
package io.cellsearch.training.data;

import org.jspecify.annotations.NullMarked;
