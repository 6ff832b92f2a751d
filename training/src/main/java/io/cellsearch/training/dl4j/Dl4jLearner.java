package io.cellsearch.training.dl4j;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.optimize.LearningRule;
import io.cellsearch.training.trainer.Learner;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains by DL4J's gradients and updater. The step is that of DL4J's own solver but for clipping by
 * the norm of all gradients together, which DL4J does not have.
 */
final class Dl4jLearner implements Learner {
  private final Dl4jNetwork network;
  private final LearningRule rule;
  private final MultiLayerNetwork dl4j;
  private int steps;

  Dl4jLearner(Dl4jNetwork network, LearningRule rule) {
    this.network = network;
    this.rule = rule;
    this.dl4j = network.updatedBy(Updaters.of(rule));
    // DL4J starts RMSProp's mean of squares at ε, which holds small gradients back
    Optional.ofNullable(dl4j.getUpdater().getStateViewArray()).ifPresent(state -> state.assign(0));
  }

  @Override
  public LossSum learn(Batch batch, Draws draws) {
    LossSum loss = network.computeGradients(batch, draws);
    if (Double.isFinite(loss.sum())) {
      rule.clipNorm().ifPresent(norm -> clip(dl4j.getFlattenedGradients(), norm));
      dl4j.getUpdater()
          .update(
              dl4j, dl4j.gradient(), steps++, 0, batch.size(), LayerWorkspaceMgr.noWorkspaces());
      dl4j.params().subi(dl4j.gradient().gradient());
      network.takeParameters();
    }
    return loss;
  }

  private static void clip(INDArray gradients, double clipNorm) {
    double norm = gradients.norm2Number().doubleValue();
    if (norm > clipNorm && Double.isFinite(norm)) {
      gradients.muli(clipNorm / norm);
    }
  }
}
