/** Results as aligned tables, CSV or JSON on standard output. Depends on client and Jackson. */
@NullMarked
package io.cellsearch.cli.output;

import org.jspecify.annotations.NullMarked;
