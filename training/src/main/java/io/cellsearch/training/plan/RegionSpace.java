package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Node;
import io.cellsearch.training.kernel.LoopBuilder;
import io.cellsearch.training.kernel.Place;
import java.util.Optional;

/** What the lowering of regions must know of the pass that they belong to. */
interface RegionSpace {

  /** The first region that has a node. */
  int level(Node node);

  /** Where a node can be read, if it is in memory at all. */
  Optional<Place> place(Node node);

  /** Whether the place of a node holds it when a region begins. */
  boolean readable(Node node, int region);

  /** The region that writes something else over the place of a node. */
  Optional<Integer> overwrittenBy(Node node);

  /** Where a node is passed from one region to later ones. */
  Place spillPlace(Node node);

  /** The gradient of a state's new value: what later steps carry back, and the output's own. */
  int stateGradient(LoopBuilder loop, String state);
}
