/**
 * The JSON form of the shared values, and the frames between a worker and its runner process. It
 * needs neither Akka nor DL4J, so that both sides of the pipe can see it. Depends on core and
 * Jackson.
 */
@NullMarked
package io.cellsearch.frames;

import org.jspecify.annotations.NullMarked;
