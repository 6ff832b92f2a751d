package io.cellsearch.training.dl4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A program of somebody who has DL4J and nothing of ours: restores a model and prints what it makes
 * of masked sequences.
 */
final class PlainDl4j {
  private PlainDl4j() {}

  /**
   * @param args the model; a file with batch, inputs and steps, then the numbers [batch][inputs]
   *     [steps] and the mask [batch][steps]; the file that outputs go to in DL4J's order
   */
  public static void main(String[] args) throws IOException {
    if (PlainDl4j.class.getResource("CellLayer.class") != null) {
      throw new IllegalStateException("our own classes are here");
    }
    MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(new File(args[0]));
    try (DataInputStream in = new DataInputStream(Files.newInputStream(Path.of(args[1])));
        DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(args[2])))) {
      int batch = in.readInt();
      int inputs = in.readInt();
      int steps = in.readInt();
      INDArray x = read(in, batch, inputs, steps);
      INDArray mask = read(in, batch, steps);
      INDArray outputs = network.output(x, false, mask, null);
      for (float value : outputs.dup('c').reshape(outputs.length()).toFloatVector()) {
        out.writeFloat(value);
      }
    }
  }

  private static INDArray read(DataInputStream in, long... shape) throws IOException {
    INDArray array = Nd4j.create(shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, in.readFloat());
    }
    return array;
  }
}
