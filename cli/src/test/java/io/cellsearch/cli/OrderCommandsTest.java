package io.cellsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cellsearch.cli.exit.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that steer an experiment, before a server that answers as it is told. */
@Tag("unit")
final class OrderCommandsTest {
  private final PrintStream oldOut = System.out;
  private final PrintStream oldErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private int status = 200;
  private String answer =
      "{\"experiment\":\"co2\",\"state\":\"PAUSED\",\"changed\":true,\"message\":\"co2 obeys\"}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    System.setOut(oldOut);
    System.setErr(oldErr);
    server.stop(0);
  }

  private int run(String... arguments) {
    String url = "http://localhost:" + server.getAddress().getPort();
    return Main.run(
        Stream.concat(Arrays.stream(arguments), Stream.of("--server", url)).toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "stop", "cancel"})
  void anOrderIsGivenAndItsSentencePrinted(String order) {
    assertThat(run(order, "co2")).isEqualTo(ExitCode.DONE);

    assertThat(heard).containsExactly("POST /api/experiments/co2/" + order + " {}");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("co2 obeys\n");
  }

  @Test
  void anExtensionNamesTheNumberOfTrials() {
    assertThat(run("extend", "co2", "--max-trials", "40")).isEqualTo(ExitCode.DONE);

    assertThat(heard).containsExactly("POST /api/experiments/co2/extend {\"maxTrials\":40}");
  }

  @Test
  void anExtensionWithoutANumberOfTrialsIsWrongInput() {
    assertThat(run("extend", "co2")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run("extend", "co2", "--max-trials", "0")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(heard).isEmpty();
  }

  @Test
  void aFailedTrialIsNamedWithItsExperiment() {
    assertThat(run("requeue", "co2/7")).isEqualTo(ExitCode.DONE);
    assertThat(run("requeue", "7")).isEqualTo(ExitCode.WRONG_INPUT);

    assertThat(heard).containsExactly("POST /api/experiments/co2/trials/7/requeue {}");
  }

  @Test
  void anOrderThatMakesNoSenseFailsWithTheReason() {
    status = 409;
    answer = "{\"error\":\"order-refused\",\"message\":\"co2 has ended: it is COMPLETED\"}";

    assertThat(run("pause", "co2")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("cellsearch: co2 has ended: it is COMPLETED\n");
  }

  @Test
  void anExperimentThatNobodyKnowsIsWrongInput() {
    status = 404;
    answer = "{\"error\":\"not-found\",\"message\":\"no experiment co3 is known\"}";

    assertThat(run("stop", "co3")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("cellsearch: no experiment co3 is known\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "stop", "cancel", "extend", "requeue"})
  void everyOrderExplainsItself(String order) {
    assertThat(Main.run(order, "--help")).isEqualTo(ExitCode.DONE);

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: cellsearch " + order);
  }
}
