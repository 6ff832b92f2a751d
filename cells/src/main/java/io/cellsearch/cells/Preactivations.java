package io.cellsearch.cells;

import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces every sum of matrix products that nobody else reads by one preactivation, which becomes
 * one slot of the gate buffer. A second product of the same operand within a sum gets a slot of its
 * own.
 */
final class Preactivations {
  private final Graph graph;
  private final Map<Node, Integer> uses = new HashMap<>();
  private final Map<Node, Node> rewritten = new HashMap<>();

  private Preactivations(Graph graph) {
    this.graph = graph;
  }

  static Map<String, Node> fuse(Graph graph, Map<String, Node> next) {
    Preactivations fusion = new Preactivations(graph);
    for (Node node : Graph.reach(next.values())) {
      node.inputs().forEach(input -> fusion.uses.merge(input, 1, Integer::sum));
    }
    next.values().forEach(root -> fusion.uses.merge(root, 1, Integer::sum));
    Map<String, Node> fused = new LinkedHashMap<>();
    next.forEach((state, node) -> fused.put(state, fusion.rewrite(node)));
    return fused;
  }

  private Node rewrite(Node node) {
    Node known = rewritten.get(node);
    if (known == null) {
      known = rewriteNew(node);
      rewritten.put(node, known);
    }
    return known;
  }

  private Node rewriteNew(Node node) {
    if (node.isLeaf()) {
      return node;
    }
    if (node.op() == Op.ADD || node.op() == Op.PRODUCT) {
      return sum(node);
    }
    return graph.apply(node.op(), node.inputs().stream().map(this::rewrite).toArray(Node[]::new));
  }

  private Node sum(Node node) {
    Map<Node, Node> products = new LinkedHashMap<>();
    List<Node> rest = new ArrayList<>();
    flatten(node, node, products, rest);
    List<Node> terms = new ArrayList<>();
    if (!products.isEmpty()) {
      terms.add(preactivation(List.copyOf(products.values())));
    }
    for (Node term : rest) {
      terms.add(
          term.op() == Op.PRODUCT && uses.getOrDefault(term, 0) == 1
              ? preactivation(List.of(term))
              : rewrite(term));
    }
    return terms.stream().reduce(graph::add).orElseThrow();
  }

  private Node preactivation(List<Node> products) {
    return graph.preactivation(
        products.stream().map(Node::name).toList(),
        products.stream().map(product -> rewrite(product.input())).toList());
  }

  private void flatten(Node top, Node node, Map<Node, Node> products, List<Node> rest) {
    boolean own = node == top || uses.getOrDefault(node, 0) == 1;
    if (node.op() == Op.ADD && own) {
      node.inputs().forEach(input -> flatten(top, input, products, rest));
    } else if (node.op() != Op.PRODUCT
        || !own
        || products.putIfAbsent(node.input(), node) != null) {
      rest.add(node);
    }
  }
}
