package io.cellsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.task.NetworkShape;
import io.cellsearch.training.trainer.Model;
import io.cellsearch.training.trainer.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command export against a coordinator that knows one trial. */
@Tag("unit")
final class ExportTest {
  private static final String TRIAL = "/api/experiments/co2/trials/7";

  @TempDir private Path folder = Path.of("");
  private final Map<String, byte[]> answers = new LinkedHashMap<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream oldErr = System.err;
  private final HttpServer server = listen();

  private static HttpServer listen() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    System.setErr(oldErr);
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = answers.get(exchange.getRequestURI().getPath());
    exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
    if (body != null) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @ParameterizedTest
  @CsvSource({"lstm, needs nothing but DL4J", "gru, needs DL4J and the jar cellsearch-training"})
  void aStoredModelBecomesAFileThatSaysWhatReadsIt(String cell, String said) throws Exception {
    serve(model(cell));
    Path file = folder.resolve("model.zip");

    assertThat(export(file)).as(err()).isZero();
    assertThat(err()).contains(said).contains("its entry cellsearch.json");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(Object::toString))
          .contains("configuration.json", "coefficients.bin", "cellsearch.json");
    }
    assertThat(folder.toFile().list()).containsExactly("model.zip");
  }

  @ParameterizedTest
  @CsvSource({
    "DIVERGED, co2/7 has no model: its loss became non-finite",
    "RUNNING, 'co2/7 has no model: it is running, and a model is stored at the end'",
    "FAILED, co2/7 has no model: it ended as failed before its first epoch"
  })
  void aTrialWithoutAModelIsRefusedWithTheReason(String state, String said) {
    answers.put(
        TRIAL,
        "{\"state\": \"%s\", \"model\": null}".formatted(state).getBytes(StandardCharsets.UTF_8));

    assertThat(export(folder.resolve("model.zip"))).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains(said);
    assertThat(folder.toFile().list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "model.bidirectional, true, model.bidirectional has no form as a DL4J file",
    "model.layer_norm, true, model.layer_norm has no form as a DL4J file",
    "model.convolution_filters, 2, embeddings and convolutions have no form as a DL4J file"
  })
  void aNetworkThatDl4jLacksIsRefusedWithTheReason(String path, String value, String said)
      throws Exception {
    serve(
        model(
            "lstm",
            Map.of(
                path,
                value.equals("true")
                    ? new ParameterValue.Flag(true)
                    : new ParameterValue.Int(Long.parseLong(value)))));

    assertThat(export(folder.resolve("model.zip"))).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("co2/7 cannot be exported: " + said);
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aFileThatIsThereIsReplacedOnRequestOnly() throws Exception {
    serve(model("lstm"));
    Path file = Files.writeString(folder.resolve("model.zip"), "mine");

    assertThat(export(file)).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err()).contains("is there already; --force replaces it");
    assertThat(file).hasContent("mine");

    assertThat(export(file, "--force")).isZero();
    assertThat(file.toFile().length()).isGreaterThan(100);
  }

  @Test
  void aModelThatArrivesDamagedIsRefused() throws Exception {
    String hash = serve(model("lstm"));
    answers.put("/api/artifacts/" + hash, new byte[] {1, 2, 3});

    assertThat(export(folder.resolve("model.zip"))).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(err()).contains("arrived damaged");
  }

  private int export(Path file, String... more) {
    String[] arguments =
        new String[] {
          "export",
          "co2/7",
          "--server",
          "http://localhost:" + server.getAddress().getPort(),
          "--to",
          file.toString()
        };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Main.run(all);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String serve(byte[] model) throws Exception {
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
    answers.put(
        TRIAL,
        "{\"state\": \"COMPLETED\", \"model\": \"%s\"}"
            .formatted(hash)
            .getBytes(StandardCharsets.UTF_8));
    answers.put("/api/artifacts/" + hash, model);
    return hash;
  }

  /** Three units with weights 0. */
  private static byte[] model(String cell) {
    return model(cell, Map.of());
  }

  private static byte[] model(String cell, Map<String, ParameterValue> more) {
    Map<String, ParameterValue> values = new LinkedHashMap<>(more);
    values.put("model.cell", new ParameterValue.Text(cell));
    values.put("model.units", new ParameterValue.Int(3));
    NetworkShape shape = new NetworkShape(2, 1, Head.LAST_STEP, Loss.MSE, 5);
    Model.Header empty =
        new Model.Header(
            1,
            new Task.Polyphony("0".repeat(64)),
            new Configuration(values),
            Map.of(),
            shape,
            Map.of(),
            List.of());
    List<ParameterTensor> tensors = ParameterLayout.dense(new Model(empty, List.of()).spec(1));
    Model.Header header =
        new Model.Header(
            1,
            empty.task(),
            empty.configuration(),
            Map.of(),
            shape,
            Map.of(),
            tensors.stream()
                .map(
                    each ->
                        new Model.Tensor(each.id(), each.place().rows(), each.place().columns()))
                .toList());
    return ModelFile.write(
        new Model(header, tensors.stream().map(each -> new float[each.place().size()]).toList()));
  }
}
