/**
 * What coordinator and worker nodes say to each other, how it becomes bytes, and the cluster they
 * meet in. Depends on core, frames (JSON) and Akka.
 */
@NullMarked
package io.cellsearch.protocol;

import org.jspecify.annotations.NullMarked;
