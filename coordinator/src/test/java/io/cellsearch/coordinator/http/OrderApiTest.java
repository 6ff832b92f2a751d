package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class OrderApiTest {
  private static final String JSON = "application/json";
  private static final ExperimentId CO2 = new ExperimentId("co2");

  @TempDir private Path folder;
  private ApiFixture api;

  @BeforeEach
  void start() throws Exception {
    api = new ApiFixture(folder);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return api.post("/api/experiments/" + path, JSON, body);
  }

  @Test
  void everyOrderHasItsPath() throws Exception {
    for (String order : List.of("pause", "resume", "stop", "cancel")) {
      assertThat(post("co2/" + order, "{}").statusCode()).isEqualTo(200);
    }
    post("co2/extend", "{\"maxTrials\": 40}");
    post("co2/trials/7/requeue", "{}");

    assertThat(api.commands.ordered)
        .containsExactly(
            new Order.Pause(CO2),
            new Order.Resume(CO2),
            new Order.Stop(CO2),
            new Order.Cancel(CO2),
            new Order.Extend(CO2, 40),
            new Order.Requeue(new TrialId(CO2, 7)));
  }

  @Test
  void theAnswerTellsTheStateAndWhetherAnythingChanged() throws Exception {
    assertThat(post("co2/pause", "{}").body())
        .isEqualTo(
            "{\"experiment\":\"co2\",\"state\":\"PAUSED\",\"changed\":true,"
                + "\"message\":\"co2 obeys\"}");
    assertThat(post("co2/pause", "{}").body()).contains("\"changed\":false");
  }

  @Test
  void anExperimentThatNobodyKnowsIsNotFound() throws Exception {
    HttpResponse<String> response = post("none/stop", "{}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"not-found\",\"message\":\"no experiment none is known\"}");
    assertThat(post("NOT%20AN%20ID/stop", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void anOrderThatMakesNoSenseIsAConflictAndSaysWhy() throws Exception {
    HttpResponse<String> response = post("odd/pause", "{}");

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"order-refused\",\"message\":\"odd has ended\"}");
  }

  @Test
  void anExtensionNeedsANumberOfTrials() throws Exception {
    for (String body :
        List.of("", "{}", "{\"maxTrials\":0}", "{\"maxTrials\":\"many\"}", "{\"trials\":4}", "[")) {
      assertThat(post("co2/extend", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(post("co2/extend", " ".repeat(2_000)).statusCode()).isEqualTo(413);
    assertThat(post("co2/trials/zero/requeue", "{}").statusCode()).isEqualTo(400);
    assertThat(api.commands.ordered).isEmpty();
  }

  @Test
  void aCoordinatorThatDoesNotLeadIsAskedAgainLater() throws Exception {
    assertThat(post("away/pause", "{}").statusCode()).isEqualTo(503);
  }

  @Test
  void thePageOfAnotherSiteCannotOrderAnything() throws Exception {
    String path = "/api/experiments/co2/cancel";

    assertThat(api.post(path, "text/plain", "{}").statusCode()).isEqualTo(415);
    assertThat(api.post(path, JSON, "{}", "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(api.get(path).statusCode()).isIn(404, 405);
    assertThat(api.commands.ordered).isEmpty();
  }
}
