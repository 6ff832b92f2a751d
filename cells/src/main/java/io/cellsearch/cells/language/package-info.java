/**
 * The equation language: text to a syntax tree, and the rules that a tree must keep. Every problem
 * of a text is found at once, each with its place. Depends on the JDK only.
 */
@NullMarked
package io.cellsearch.cells.language;

import org.jspecify.annotations.NullMarked;
