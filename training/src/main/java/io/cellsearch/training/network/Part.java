package io.cellsearch.training.network;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellParameter;
import io.cellsearch.training.network.ParameterTensor.Place;
import java.util.OptionalDouble;

/**
 * A recurrent layer of a network as its parameters are named and counted.
 *
 * @param id what the ids of its parameters begin with: {@code layer0}
 * @param inputs numbers of a row that it reads
 * @param maxSteps of the longest batch, which some bounds follow
 */
public record Part(String id, Cell cell, int inputs, int maxSteps) {

  /** A parameter of the cell, put in its place. */
  ParameterTensor tensor(String parameter, Place place) {
    CellParameter declared = cell.parameter(parameter);
    OptionalDouble clamp =
        declared.clamp().stream().mapToDouble(bound -> bound.at(maxSteps)).findFirst();
    return new ParameterTensor(
        id + "." + parameter, place, declared.initialiser(), clamp, declared.blocks());
  }
}
