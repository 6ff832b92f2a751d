package io.cellsearch.training.nd4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What PyTorch computed with a small network, under PyTorch's own names; made once by
 * src/test/python/record_pytorch.py.
 */
final class PyTorchRecording {
  private static final String GRADIENT = ".grad";

  /** A matrix or a longer array, in row-major order; a vector is one row. */
  private record Numbers(int rows, int columns, double[] values) {
    double at(int row, int column) {
      return values[row * columns + column];
    }
  }

  private final Map<String, Numbers> tensors = new LinkedHashMap<>();
  private final List<String> gates;

  private PyTorchRecording(List<String> gates) {
    this.gates = gates;
  }

  /** The recording of one of our cells. */
  static PyTorchRecording of(String cell) throws IOException {
    // The order in which PyTorch stacks the gates, in our names.
    List<String> gates =
        switch (cell) {
          case "lstm" -> List.of("i", "f", "g", "o");
          case "gru-reset-after" -> List.of("r", "z", "m");
          default -> List.of("h");
        };
    PyTorchRecording recording = new PyTorchRecording(gates);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    PyTorchRecording.class.getResourceAsStream("pytorch-" + cell + ".txt")),
                StandardCharsets.UTF_8))) {
      lines.lines().forEach(recording::read);
    }
    return recording;
  }

  private void read(String line) {
    String[] words = line.split(" ", -1);
    int[] shape = Arrays.stream(words[1].split(",", -1)).mapToInt(Integer::parseInt).toArray();
    int columns = shape[shape.length - 1];
    double[] values = Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray();
    tensors.put(words[0], new Numbers(values.length / columns, columns, values));
  }

  /** Of inputs, targets, outputs or loss. */
  double[] numbers(String name) {
    return find(name).values();
  }

  /** A parameter [rows][columns] as our layout has it. */
  double[] parameter(String id) {
    return ours(id, "");
  }

  /** Its gradient. */
  double[] gradient(String id) {
    return ours(id, GRADIENT);
  }

  private double[] ours(String id, String suffix) {
    String[] name = id.split("\\.", -1);
    if (name[0].equals("head")) {
      Numbers numbers = find("head." + (name[1].equals("W") ? "weight" : "bias") + suffix);
      return block(numbers, 0, name[1].equals("W") ? numbers.rows() : numbers.columns());
    }
    String layer = "_l" + name[0].substring("layer".length()) + suffix;
    return switch (name[2]) {
      case "W" -> gate(find("weight_ih" + layer), name[1]);
      case "U" -> gate(find("weight_hh" + layer), name[1]);
      case "b2" -> gate(find("bias_hh" + layer), name[1]);
      default -> bias(layer, name[1], suffix.isEmpty());
    };
  }

  /**
   * PyTorch has two biases for each gate. Where both are only added, ours is their sum and has the
   * gradient of either; the candidate of the gated recurrent unit has two of ours as well.
   */
  private double[] bias(String layer, String gate, boolean summed) {
    double[] bias = gate(find("bias_ih" + layer), gate);
    if (summed && !gate.equals("m")) {
      double[] second = gate(find("bias_hh" + layer), gate);
      Arrays.setAll(bias, j -> bias[j] + second[j]);
    }
    return bias;
  }

  private double[] gate(Numbers numbers, String gate) {
    int stacked = numbers.rows() == 1 ? numbers.columns() : numbers.rows();
    int units = stacked / gates.size();
    int first = gates.indexOf(gate) * units;
    return block(numbers, first, first + units);
  }

  /** Numbers of a vector, or rows of a matrix as columns: PyTorch's matrices stand on the left. */
  private static double[] block(Numbers numbers, int first, int end) {
    if (numbers.rows() == 1) {
      return Arrays.copyOfRange(numbers.values(), first, end);
    }
    int width = end - first;
    double[] values = new double[numbers.columns() * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.at(first + i % width, i / width);
    }
    return values;
  }

  private Numbers find(String name) {
    Numbers numbers = tensors.get(name);
    if (numbers == null) {
      throw new IllegalStateException("no " + name + " among " + tensors.keySet());
    }
    return numbers;
  }
}
