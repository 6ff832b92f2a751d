package io.cellsearch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class InsightTablesTest {
  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void importanceIsShownInBarsAndWeakInteractionsAreLeftOut() throws JsonProcessingException {
    JsonNode importance =
        json(
            """
            {"parameters": [{"path": "training.learning_rate", "share": 0.6},
                            {"path": "model.units", "share": 0.1}],
             "interactions": [
               {"first": "training.learning_rate", "second": "model.units", "share": 0.2},
               {"first": "model.units", "second": "model.cell", "share": 0.004}]}
            """);

    // 30 signs are the whole.
    assertThat(InsightTables.importance(importance).aligned())
        .isEqualTo(
            """
            parameter                              share
            training.learning_rate                60.0 %  ##################
            model.units                           10.0 %  ###
            training.learning_rate × model.units  20.0 %  ######
            """);
  }

  @Test
  void twoTrialsStandBesideEachOther() throws JsonProcessingException {
    JsonNode comparison =
        json(
            """
            {"first": {"experiment": "co2", "trial": 3, "cell": "lstm", "validationLoss": 0.54,
                       "confirmation": {"tested": 5, "mean": 0.5493, "margin": 0.00417}},
             "second": {"experiment": "co2", "trial": 1, "cell": "gru", "validationLoss": 0.55,
                        "confirmation": null}}
            """);

    assertThat(InsightTables.comparison(comparison).aligned())
        .isEqualTo(
            """
                             first            second
            trial            co2/3            co2/1
            cell             lstm             gru
            validation loss  0.5400           0.5500
            test loss        0.5493 ± 0.0042  –
            runs             5                –
            """);
  }

  @Test
  void theTestIsToldWithWhatItAssumes() throws JsonProcessingException {
    JsonNode test =
        json(
            """
            {"name": "paired t-test", "assumption": "the differences are normal", "firstRuns": 5,
             "secondRuns": 5, "difference": -0.0123, "margin": 0.0051, "statistic": -6.7,
             "degreesOfFreedom": 4.0, "p": 0.00257}
            """);

    assertThat(InsightTables.test(test))
        .isEqualTo(
            """
            paired t-test of 5 and 5 runs: difference -0.01230 ± 0.005100 (95 %), t = -6.70, 4.0 degrees of freedom, p = 0.003
            It assumes that the differences are normal.
            """);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.50", "0.0314, 0.031", "0.00042, 0.0004", "0.00001, < 0.0001", "0, < 0.0001"})
  void probabilitiesAreAsLongAsTheyAreWorthReading(double p, String text) {
    assertThat(Figures.probability(p)).isEqualTo(text);
  }
}
