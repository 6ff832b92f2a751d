package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cellsearch.coordinator.artifact.Sha256;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Tag("unit")
final class SubmitApiTest {
  private static final String PATH = "/api/experiments";
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";

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

  @Test
  void aYamlBodyIsSubmitted() throws Exception {
    HttpResponse<String> response = api.post(PATH, YAML, "name: co2\n");

    assertThat(response.statusCode()).isEqualTo(201);
    Golden.assertMatches("submitted", response.body());
    assertThat(api.commands.submitted)
        .containsExactly(new FakeCommands.Submitted("name: co2\n", "experiment.yaml", Map.of()));
  }

  @Test
  void aJsonBodyNamesTheFileAndItsUploadedData() throws Exception {
    byte[] csv = "date,co2\n".getBytes(StandardCharsets.UTF_8);
    String hash = Sha256.of(csv).value();
    api.put("/api/artifacts/" + hash, "application/octet-stream", csv);

    HttpResponse<String> response =
        api.post(
            PATH,
            JSON + "; charset=utf-8",
            "{\"fileName\":\"co2.yaml\",\"spec\":\"name: co2\",\"data\":{\"co2.csv\":\""
                + hash
                + "\"}}");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(api.commands.submitted)
        .containsExactly(
            new FakeCommands.Submitted("name: co2", "co2.yaml", Map.of("co2.csv", hash)));
  }

  @Test
  void dataThatWasNotUploadedIsNamed() throws Exception {
    HttpResponse<String> response =
        api.post(
            PATH,
            JSON,
            "{\"spec\":\"name: co2\",\"data\":{\"co2.csv\":\"" + "a".repeat(64) + "\"}}");

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body()).contains("co2.csv").contains("must be uploaded");
  }

  @Test
  void aPathInsteadOfAHashIsRefused() throws Exception {
    HttpResponse<String> response =
        api.post(PATH, JSON, "{\"spec\":\"name: co2\",\"data\":{\"co2.csv\":\"/etc/passwd\"}}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(api.commands.submitted).isEmpty();
  }

  @Test
  void allProblemsOfAFileComeBackAtOnce() throws Exception {
    HttpResponse<String> response = api.post(PATH, YAML, "name: wrong\n");

    assertThat(response.statusCode()).isEqualTo(422);
    Golden.assertMatches("problems", response.body());
  }

  @Test
  void aFailureInsideTellsNothingAboutTheInside() throws Exception {
    // The log has the stack trace, which is not wanted on the console here.
    Logger log = (Logger) LoggerFactory.getLogger(Answers.class);
    log.setLevel(Level.OFF);
    HttpResponse<String> response = api.post(PATH, YAML, "name: broken\n");
    log.setLevel(null);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .contains("\"error\":\"internal\"")
        .doesNotContain("secret")
        .doesNotContain("Exception");
  }

  @Test
  void jsonThatIsNoneOrHasUnknownKeysIsABadRequest() throws Exception {
    assertThat(api.post(PATH, JSON, "{\"spec\":").statusCode()).isEqualTo(400);
    assertThat(api.post(PATH, JSON, "{\"spec\":\"a: 1\",\"path\":\"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(api.post(PATH, JSON, "{}").statusCode()).isEqualTo(400);
    assertThat(api.post(PATH, YAML, " \n").statusCode()).isEqualTo(400);
  }

  @Test
  void aFileOfMoreThanAMebibyteIsTooLarge() throws Exception {
    String limit = "#".repeat(1 << 20);

    assertThat(api.post(PATH, YAML, limit).statusCode()).isEqualTo(201);
    assertThat(api.post(PATH, YAML, limit + "#").statusCode()).isEqualTo(413);
    assertThat(api.post(PATH, YAML, limit.repeat(3) + "#").statusCode()).isEqualTo(413);
  }
}
