/** Coordinator and workers as processes of their own: what a user starts, and what may kill it. */
@NullMarked
package io.cellsearch.cli.service;

import org.jspecify.annotations.NullMarked;
