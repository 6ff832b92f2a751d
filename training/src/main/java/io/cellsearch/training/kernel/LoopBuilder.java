package io.cellsearch.training.kernel;

import io.cellsearch.training.kernel.Instruction.Code;
import io.cellsearch.training.kernel.Place.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the instructions of one loop; equal computations are made once. */
public final class LoopBuilder {
  /** How often a value must be computed: once, once per column, once per element. */
  private static final int CONSTANT = 0;

  private static final int COLUMN = 1;
  private static final int ELEMENT = 2;

  private final List<Instruction> constants = new ArrayList<>();
  private final List<Instruction> column = new ArrayList<>();
  private final List<Instruction> body = new ArrayList<>();
  private final List<Instruction> accumulations = new ArrayList<>();
  private final List<Instruction> stores = new ArrayList<>();
  private final List<Integer> rates = new ArrayList<>();
  private final Map<List<Object>, Integer> known = new HashMap<>();

  /** A number. */
  public int constant(double value) {
    return define(Code.CONSTANT, Optional.empty(), value, CONSTANT);
  }

  int intConstant(int value) {
    return define(Code.INT_CONSTANT, Optional.empty(), value, CONSTANT);
  }

  /** The value at a place before the loop changes it. */
  public int load(Place place) {
    boolean shared = place.layout() == Layout.COLUMN || place.layout() == Layout.TIME;
    return define(Code.LOAD, Optional.of(place), 0, shared ? COLUMN : ELEMENT);
  }

  /** An operation on values. */
  public int apply(Code code, int... sources) {
    return define(code, Optional.empty(), 0, CONSTANT, sources);
  }

  int shift(Code code, int distance, int source) {
    return define(code, Optional.empty(), distance, CONSTANT, source);
  }

  /** Writes a value to a place, after the last load of the same place. */
  public void store(Place place, int value) {
    stores.add(new Instruction(Code.STORE, -1, List.of(value), Optional.of(place), 0));
  }

  /** Adds a value, summed over the rows, to a place of layout COLUMN. */
  public void accumulate(Place place, int value) {
    accumulations.add(new Instruction(Code.ACCUMULATE, -1, List.of(value), Optional.of(place), 0));
  }

  /** The loop. Places must be settled by now. */
  public Loop build() {
    List<Instruction> ordered = new ArrayList<>(body);
    for (Instruction store : stores) {
      ordered.add(positionOf(store, ordered), store);
    }
    return new Loop(constants, column, ordered, accumulations);
  }

  private static int positionOf(Instruction store, List<Instruction> ordered) {
    for (int i = ordered.size() - 1; i >= 0; i--) {
      Instruction before = ordered.get(i);
      boolean defines = before.target() == store.source(0);
      boolean loads = before.code() == Code.LOAD && before.at().sameAs(store.at());
      if (defines || loads) {
        return i + 1;
      }
    }
    return 0;
  }

  private int define(
      Code code, Optional<Place> place, double number, int leastRate, int... sources) {
    List<Object> key = new ArrayList<>(List.of(code, number));
    place.ifPresent(key::add);
    int rate = leastRate;
    List<Integer> reads = new ArrayList<>();
    for (int source : sources) {
      rate = Math.max(rate, rates.get(source));
      reads.add(source);
      key.add(source);
    }
    Integer same = known.get(key);
    if (same != null) {
      return same;
    }
    int target = rates.size();
    rates.add(rate);
    known.put(key, target);
    List<Instruction> into = rate == CONSTANT ? constants : rate == COLUMN ? column : body;
    into.add(new Instruction(code, target, reads, place, number));
    return target;
  }
}
