package io.cellsearch.training.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One matrix times the input, normalised over the rows of a batch that count (Ioffe and Szegedy
 * 2015). Arrays have a row for each step and sequence, step after step.
 */
final class NormalisedInput {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final String id;
  private final LayerParameters parameters;
  private INDArray x;
  private INDArray mask;
  private INDArray normalised;
  private INDArray deviation;

  /**
   * A product.
   *
   * @param id of the matrix
   * @param x inputs [rows][inputs]
   * @param mask [rows][1]: 1 where a row counts
   */
  NormalisedInput(String id, LayerParameters parameters, INDArray x, INDArray mask) {
    this.id = id;
    this.parameters = parameters;
    this.x = x;
    this.mask = mask;
    this.normalised = x;
    this.deviation = x;
  }

  /** By the moments of the batch, which join the running averages. */
  INDArray forwardInTraining() {
    INDArray product = x.mmul(parameters.value(id));
    double count = mask.sumNumber().doubleValue();
    INDArray mean = product.mulColumnVector(mask).sum(true, 0).divi(count);
    INDArray differences = product.subRowVector(mean);
    INDArray squares = differences.mul(differences).muliColumnVector(mask).sum(true, 0);
    deviation = Transforms.sqrt(squares.div(count).addi(EPSILON), false);
    normalised = differences.diviRowVector(deviation);
    average(".mean", mean);
    average(".variance", squares.div(Math.max(1, count - 1)));
    return normalised;
  }

  private void average(String name, INDArray fresh) {
    INDArray old = parameters.value(id + name);
    parameters.replace(id + name, old.mul(1 - MOMENTUM).addi(fresh.mul(MOMENTUM)));
  }

  /** By the running averages. */
  INDArray forward() {
    INDArray product = x.mmul(parameters.value(id));
    INDArray variance = parameters.value(id + ".variance");
    return product
        .subRowVector(parameters.value(id + ".mean"))
        .diviRowVector(Transforms.sqrt(variance.add(EPSILON), false));
  }

  /** Adds to the matrix's gradient and gives the input's. */
  INDArray backward(INDArray given) {
    INDArray delta = given.mulColumnVector(mask);
    double count = mask.sumNumber().doubleValue();
    INDArray sums = delta.sum(true, 0).divi(count);
    INDArray products = delta.mul(normalised).sum(true, 0).divi(count);
    INDArray own = delta.subRowVector(sums).subi(normalised.mulRowVector(products));
    own.diviRowVector(deviation).muliColumnVector(mask);
    parameters.gradient(id).addi(x.transpose().mmul(own));
    return own.mmul(parameters.value(id).transpose());
  }
}
