package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.training.kernel.Place;
import io.cellsearch.training.kernel.Place.Layout;
import io.cellsearch.training.plan.Buffers.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where everything of a plan lives; asking twice gives the same place. */
final class Places {
  private final Buffers buffers = new Buffers();
  private final Map<String, Place> known = new HashMap<>();
  private final List<Node> slots;
  private final List<String> vectors;
  final int slotBuffer = buffers.of("slots", Shape.SLOTS);
  final int outputGradientBuffer = buffers.of("output gradient", Shape.STEPS);
  final int vectorBuffer = buffers.of("vectors", Shape.VECTORS);
  final int vectorGradientBuffer = buffers.of("vector gradients", Shape.VECTORS);

  Places(Cell cell, List<Node> slots, List<String> vectors) {
    this.slots = slots;
    this.vectors = vectors;
    for (String state : cell.states()) {
      history(state);
      carry(state);
    }
  }

  Buffers buffers() {
    return buffers;
  }

  int history(String state) {
    return buffers.of("history " + state, Shape.HISTORY);
  }

  int vectorIndex(String id) {
    return vectors.indexOf(id);
  }

  Place slot(int index) {
    return place("slot " + index, () -> new Place(Layout.SLOT, slotBuffer, index));
  }

  Place oldState(String state) {
    return place("old " + state, () -> new Place(Layout.NOW, history(state), 0));
  }

  Place newState(String state) {
    return place("new " + state, () -> new Place(Layout.NEXT, history(state), 0));
  }

  /** What reaches a state's new value from later steps. */
  Place carry(String state) {
    return row("carry " + state);
  }

  Place outputGradient() {
    return place("output gradient", () -> new Place(Layout.NOW, outputGradientBuffer, 0));
  }

  /** What comes from the layer above for a state that it reads. */
  Place gradientFromAbove(String state) {
    return steps("gradient from above of " + state);
  }

  /** The gradient of a leaf whose values are given for all steps. */
  Place givenGradient(Node leaf) {
    return steps("gradient of given " + leaf);
  }

  Place vectorGradient(int index) {
    return place("gradient " + index, () -> new Place(Layout.COLUMN, vectorGradientBuffer, index));
  }

  /** A buffer of one step for a value that goes from loop to loop. */
  Place row(String name) {
    return place(name, () -> new Place(Layout.ROW, buffers.of(name, Shape.ROW), 0));
  }

  /** A buffer of all steps for a value. */
  Place steps(String name) {
    return place(name, () -> new Place(Layout.NOW, buffers.of(name, Shape.STEPS), 0));
  }

  /**
   * Where a leaf, or a slot before its activation, is read; empty for constants and gradients of
   * states.
   */
  Optional<Place> leaf(Node node) {
    return switch (node.op()) {
      case STATE -> Optional.of(oldState(node.name()));
      case INPUT, BELOW, NORMALISED -> Optional.of(steps("given " + node));
      case VECTOR ->
          Optional.of(
              place(
                  "vector " + node.name(),
                  () -> new Place(Layout.COLUMN, vectorBuffer, vectors.indexOf(node.name()))));
      case TICK, CLOCK ->
          Optional.of(
              place(
                  node.name(),
                  () -> new Place(Layout.TIME, buffers.of(node.name(), Shape.RHYTHM), 0)));
      case PREACTIVATION -> Optional.of(slot(slots.indexOf(node)));
      default -> Optional.empty();
    };
  }

  private Place place(String name, Supplier<Place> make) {
    Place place = known.get(name);
    if (place == null) {
      place = make.get();
      known.put(name, place);
    }
    return place;
  }
}
