/**
 * What only this machine can know: its data files and what is in them. Depends on coordinator.spec
 * and training.
 */
@NullMarked
package io.cellsearch.cli.local;

import org.jspecify.annotations.NullMarked;
