package io.cellsearch.cells;

import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Evaluates a cell's graphs node by node in double precision over a sequence: the plainest possible
 * reading of what the graphs mean. Loss = the sum of weights times outputs. Arrays are
 * [batch][size].
 */
final class Interpreter {
  final Map<String, double[]> parameters = new LinkedHashMap<>();
  final Map<String, double[]> gradients = new HashMap<>();
  final double[][][] x;
  final double[][][] dx;
  private final Cell cell;
  private final Gradient gradient;
  private final int units;
  private final double[][][] weights;
  private final Map<Node, Normalisation> normalised = new LinkedHashMap<>();
  private final java.util.List<Map<Node, double[][]>> steps = new java.util.ArrayList<>();

  Interpreter(Cell cell, int steps, int batch, int inputs, int units, RandomGenerator random) {
    this.cell = cell;
    this.gradient = cell.gradient();
    this.units = units;
    x = new double[steps][batch][inputs];
    dx = new double[steps][batch][inputs];
    weights = new double[steps][batch][units];
    for (CellParameter parameter : cell.parameters()) {
      double[] values = new double[parameter.rows(inputs, units) * units];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian() / Math.sqrt(units);
      }
      parameters.put(parameter.id(), values);
    }
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < batch; b++) {
        x[t][b] = random.doubles(inputs, -1.5, 1.5).toArray();
        weights[t][b] = random.doubles(units, -1, 1).toArray();
      }
    }
  }

  double forward() {
    steps.clear();
    normalised.clear();
    for (Node node : Graph.reach(cell.next().values())) {
      if (node.op() == Op.NORMALISED) {
        normalised.put(node, new Normalisation(x, parameters.get(node.name()), units));
      }
    }
    double loss = 0;
    Map<String, double[][]> states = new HashMap<>();
    cell.states().forEach(state -> states.put(state, new double[x[0].length][units]));
    for (int t = 0; t < x.length; t++) {
      Map<Node, double[][]> known = new HashMap<>();
      for (String state : cell.states()) {
        known.put(cell.graph().leaf(Op.STATE, state), states.get(state));
      }
      known.put(cell.graph().leaf(Op.INPUT, "x"), x[t]);
      for (Map.Entry<Node, Normalisation> each : normalised.entrySet()) {
        known.put(each.getKey(), each.getValue().values[t]);
      }
      cell.next().forEach((state, node) -> states.put(state, null));
      for (Map.Entry<String, Node> next : cell.next().entrySet()) {
        states.put(next.getKey(), evaluate(next.getValue(), known, t));
      }
      steps.add(known);
      double[][] output = states.get(cell.output());
      for (int b = 0; b < output.length; b++) {
        for (int j = 0; j < units; j++) {
          loss += weights[t][b][j] * output[b][j];
        }
      }
    }
    return loss;
  }

  void backward() {
    parameters.forEach((id, values) -> gradients.put(id, new double[values.length]));
    int batch = x[0].length;
    Map<String, double[][]> carry = new HashMap<>();
    cell.states().forEach(state -> carry.put(state, new double[batch][units]));
    for (int t = x.length - 1; t >= 0; t--) {
      Map<Node, double[][]> known = steps.get(t);
      for (String state : cell.states()) {
        double[][] incoming = copy(carry.get(state));
        if (state.equals(cell.output())) {
          add(incoming, weights[t]);
        }
        known.put(cell.graph().leaf(Op.STATE_GRADIENT, state), incoming);
      }
      Map<String, double[][]> previous = new HashMap<>();
      for (String state : cell.states()) {
        previous.put(state, optional(cell.graph().leaf(Op.STATE, state), known, t, batch));
      }
      dx[t] = inputGradient(known, t, batch);
      for (Node slot : Graph.reach(cell.next().values())) {
        if (slot.op() == Op.PREACTIVATION && gradient.of(slot).isPresent()) {
          slotGradients(slot, known, t, previous);
        } else if (slot.op() == Op.VECTOR && gradient.of(slot).isPresent()) {
          double[][] delta = evaluate(gradient.of(slot).orElseThrow(), known, t);
          for (double[] row : delta) {
            for (int j = 0; j < units; j++) {
              gradients.get(slot.name())[j] += row[j];
            }
          }
        }
      }
      carry.putAll(previous);
    }
    normalised.forEach(this::backward);
  }

  private void backward(Node node, Normalisation product) {
    double[][][] deltas = new double[x.length][][];
    for (int t = 0; t < x.length; t++) {
      deltas[t] = optional(node, steps.get(t), t, x[t].length);
    }
    product.backward(deltas, gradients.get(node.name()), dx);
  }

  private double[][] inputGradient(Map<Node, double[][]> known, int t, int batch) {
    Node input = cell.graph().leaf(Op.INPUT, "x");
    return gradient.of(input).isPresent()
        ? copy(evaluate(gradient.of(input).orElseThrow(), known, t))
        : new double[batch][x[0][0].length];
  }

  private void slotGradients(
      Node slot, Map<Node, double[][]> known, int t, Map<String, double[][]> previous) {
    double[][] delta = evaluate(gradient.of(slot).orElseThrow(), known, t);
    for (int k = 0; k < slot.inputs().size(); k++) {
      Node operand = slot.inputs().get(k);
      double[][] value = evaluate(operand, known, t);
      double[] matrix = parameters.get(slot.matrices().get(k));
      double[] matrixGradient = gradients.get(slot.matrices().get(k));
      double[][] into =
          operand.op() == Op.STATE
              ? previous.get(operand.name())
              : operand.op() == Op.INPUT ? dx[t] : new double[value.length][value[0].length];
      for (int b = 0; b < value.length; b++) {
        for (int i = 0; i < value[b].length; i++) {
          for (int j = 0; j < units; j++) {
            matrixGradient[i * units + j] += value[b][i] * delta[b][j];
            into[b][i] += matrix[i * units + j] * delta[b][j];
          }
        }
      }
    }
  }

  private double[][] optional(Node leaf, Map<Node, double[][]> known, int t, int batch) {
    return gradient.of(leaf).isPresent()
        ? copy(evaluate(gradient.of(leaf).orElseThrow(), known, t))
        : new double[batch][units];
  }

  private double[][] evaluate(Node node, Map<Node, double[][]> known, int t) {
    double[][] value = known.get(node);
    if (value == null) {
      value =
          switch (node.op()) {
            case PREACTIVATION -> preactivation(node, known, t);
            case BACK_PRODUCT -> backProduct(node, known, t);
            default -> elementwise(node, known, t);
          };
      known.put(node, value);
    }
    return value;
  }

  private double[][] preactivation(Node node, Map<Node, double[][]> known, int t) {
    double[][] sum = new double[x[0].length][units];
    for (int k = 0; k < node.inputs().size(); k++) {
      double[][] operand = evaluate(node.inputs().get(k), known, t);
      double[] matrix = parameters.get(node.matrices().get(k));
      for (int b = 0; b < sum.length; b++) {
        for (int i = 0; i < operand[b].length; i++) {
          for (int j = 0; j < units; j++) {
            sum[b][j] += operand[b][i] * matrix[i * units + j];
          }
        }
      }
    }
    return sum;
  }

  private double[][] backProduct(Node node, Map<Node, double[][]> known, int t) {
    double[][] sum = new double[x[0].length][units];
    for (Node slot : Graph.reach(cell.next().values())) {
      for (int k = 0; slot.op() == Op.PREACTIVATION && k < slot.inputs().size(); k++) {
        if (slot.inputs().get(k).id() != (int) node.value() || gradient.of(slot).isEmpty()) {
          continue;
        }
        double[][] delta = evaluate(gradient.of(slot).orElseThrow(), known, t);
        double[] matrix = parameters.get(slot.matrices().get(k));
        for (int b = 0; b < sum.length; b++) {
          for (int i = 0; i < units; i++) {
            for (int j = 0; j < units; j++) {
              sum[b][i] += matrix[i * units + j] * delta[b][j];
            }
          }
        }
      }
    }
    return sum;
  }

  private double[][] elementwise(Node node, Map<Node, double[][]> known, int t) {
    double[][][] in = new double[3][][];
    for (int k = 0; k < node.inputs().size(); k++) {
      in[k] = evaluate(node.inputs().get(k), known, t);
    }
    double[][] out = new double[x[0].length][units];
    for (int b = 0; b < out.length; b++) {
      for (int j = 0; j < units; j++) {
        double u = in[0] == null ? 0 : in[0][b][j];
        double v = in[1] == null ? 0 : in[1][b][j];
        double w = in[2] == null ? 0 : in[2][b][j];
        out[b][j] =
            switch (node.op()) {
              case CONSTANT -> node.value();
              case VECTOR -> parameters.get(node.name())[j];
              case TICK -> t % (int) node.value() == 0 ? 1 : 0;
              case CLOCK -> t % (1 << (j * (int) node.value() / units)) == 0 ? 1 : 0;
              case ADD -> u + v;
              case SUBTRACT -> u - v;
              case MULTIPLY -> u * v;
              case DIVIDE -> u / v;
              case NEGATE -> -u;
              case SIGMOID -> 1 / (1 + Math.exp(-u));
              case TANH -> Math.tanh(u);
              case RELU -> Math.max(0, u);
              case EXP -> Math.exp(u);
              case LOG -> Math.log(u);
              case SQRT -> Math.sqrt(u);
              case ABS -> Math.abs(u);
              case MAX -> Math.max(u, v);
              case MIN -> Math.min(u, v);
              case WHERE -> u >= 0 ? v : w;
              case STOP, COPY -> u;
              default -> throw new IllegalStateException("no value of " + node);
            };
      }
    }
    return out;
  }

  private static double[][] copy(double[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int b = 0; b < rows.length; b++) {
      copy[b] = rows[b].clone();
    }
    return copy;
  }

  private static void add(double[][] to, double[][] what) {
    for (int b = 0; b < to.length; b++) {
      for (int j = 0; j < to[b].length; j++) {
        to[b][j] += what[b][j];
      }
    }
  }
}
