/**
 * The runner: the process in which attempts are trained, apart from the worker node that starts it.
 * It speaks frames over its standard input and output and shares a folder of files named by their
 * SHA-256 with its worker. Depends on frames and the packages trainer, task and network.
 */
@NullMarked
package io.cellsearch.training.runner;

import org.jspecify.annotations.NullMarked;
