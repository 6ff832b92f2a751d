package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import java.util.Arrays;
import java.util.List;

/**
 * A network that learns nothing and gives the losses of a script: the n-th batch of training and
 * the n-th batch of evaluation have the n-th number. Every gradient is 1.
 */
final class ScriptedNetwork implements Network {
  private final NetworkSpec spec;
  private final double[] trainingLosses;
  private final double[] evaluationLosses;
  private final float[] parameters;
  private final float[] gradients;
  private int trained;
  private int evaluated;

  ScriptedNetwork(NetworkSpec spec, double[] trainingLosses, double[] evaluationLosses) {
    this.spec = spec;
    this.trainingLosses = trainingLosses;
    this.evaluationLosses = evaluationLosses;
    parameters = new float[ParameterLayout.length(tensors())];
    gradients = new float[parameters.length];
    Arrays.fill(gradients, 1);
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public List<ParameterTensor> tensors() {
    return ParameterLayout.dense(spec);
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
    return new LossSum(trainingLosses[trained++], 1);
  }

  @Override
  public LossSum evaluate(Batch batch, float[] outputs) {
    return new LossSum(evaluationLosses[evaluated++], 1);
  }
}
