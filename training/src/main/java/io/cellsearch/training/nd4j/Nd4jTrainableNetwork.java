package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The reference as an engine that trains, in single precision: it needs nothing of the machine, and
 * is many times slower than the fast one.
 */
public final class Nd4jTrainableNetwork implements Network {
  private final Nd4jNetwork reference;
  private final float[] parameters;
  private final float[] gradients;

  /** A network with parameters 0. */
  public Nd4jTrainableNetwork(NetworkSpec spec) {
    reference = new Nd4jNetwork(spec, DataType.FLOAT);
    parameters = new float[ParameterLayout.length(reference.tensors())];
    gradients = new float[parameters.length];
  }

  @Override
  public NetworkSpec spec() {
    return reference.spec();
  }

  @Override
  public List<ParameterTensor> tensors() {
    return reference.tensors();
  }

  @Override
  public float[] parameters() {
    return parameters;
  }

  @Override
  public float[] gradients() {
    return gradients;
  }

  @Override
  public LossSum train(Batch batch, Draws draws) {
    load();
    LossSum loss = reference.train(batch, draws);
    copy(reference.gradients(), gradients);
    // running averages are brought up to date
    copy(reference.parameters(), parameters);
    return loss;
  }

  @Override
  public LossSum evaluate(Batch batch, float[] outputs) {
    load();
    return reference.evaluate(batch, outputs);
  }

  private void load() {
    for (int i = 0; i < parameters.length; i++) {
      reference.parameters()[i] = parameters[i];
    }
  }

  private static void copy(double[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) from[i];
    }
  }
}
