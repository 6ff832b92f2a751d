package io.cellsearch.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.training.nd4j.Batches;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files of stock cells, read by a JVM that has DL4J and nothing of ours. */
@Tag("unit")
final class StockExportTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "lstm, EVERY_STEP, SIGMOID_CROSS_ENTROPY",
    "lstm, LAST_STEP, SOFTMAX_CROSS_ENTROPY",
    "lstm-peephole, EVERY_STEP, SOFTMAX_CROSS_ENTROPY",
    "lstm-peephole, LAST_STEP, MSE",
    "rnn-tanh, EVERY_STEP, MSE",
    "rnn-tanh, LAST_STEP, SIGMOID_CROSS_ENTROPY"
  })
  void plainDl4jPredictsWhatTheNetworkDid(String cell, Head head, Loss loss) throws Exception {
    NetworkSpec spec = Batches.network(cell, 7, head, loss);
    ExportedModel exported = new ExportedModel(spec);
    Path file = folder.resolve("model.zip");
    Dl4jExport.write(exported.model(), file);
    assertThat(Dl4jExport.isStock(exported.model())).isTrue();

    Batch batch = Batches.random(spec, 9, new int[] {2, 9, 4, 1}, 3);
    exported.assertPredicts(batch, predict(file, batch, spec.rows(batch) * spec.outputs()));
  }

  private float[] predict(Path model, Batch batch, int numbers)
      throws IOException, InterruptedException {
    Path input = folder.resolve("input");
    Path output = folder.resolve("output");
    write(input, batch);
    run(List.of(model.toString(), input.toString(), output.toString()));
    float[] predictions = new float[numbers];
    try (DataInputStream in = new DataInputStream(Files.newInputStream(output))) {
      for (int i = 0; i < numbers; i++) {
        predictions[i] = in.readFloat();
      }
      assertThat(in.read()).as("the end of the outputs").isEqualTo(-1);
    }
    return predictions;
  }

  private static void write(Path file, Batch batch) throws IOException {
    INDArray x = ExportedModel.inputs(batch);
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (long size : x.shape()) {
        out.writeInt((int) size);
      }
      for (INDArray part : List.of(x, ExportedModel.mask(batch))) {
        for (float value : part.reshape(part.length()).toFloatVector()) {
          out.writeFloat(value);
        }
      }
    }
  }

  private void run(List<String> arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-cp",
            copyOfTheProgram() + File.pathSeparator + librariesAlone(),
            PlainDl4j.class.getName());
    command.command().addAll(arguments);
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private Path copyOfTheProgram() throws IOException {
    String name = PlainDl4j.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve("program").resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream in = Objects.requireNonNull(PlainDl4j.class.getResourceAsStream("/" + name))) {
      Files.copy(in, copy);
    }
    return folder.resolve("program");
  }

  /** Jars of others: no folder of classes and no jar of ours. */
  private static String librariesAlone() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("cellsearch-"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
