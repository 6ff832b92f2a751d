package io.cellsearch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ListingsTest {

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void trialsShowOnlyWhatDiffersBetweenThem() throws JsonProcessingException {
    JsonNode trials =
        json(
            """
            [{"trial": 1, "state": "COMPLETED", "cell": "gru", "attempt": 1, "epochs": 27,
              "parameters": {"model.cell": "gru", "model.units": 13, "training.batch_size": 32},
              "bestEpoch": 25, "validationLoss": 0.5475750, "testLoss": 0.5493, "seconds": 5.74,
              "worker": "a"},
             {"trial": 2, "state": "QUEUED", "cell": "mgu", "attempt": 0, "epochs": 0,
              "parameters": {"model.cell": "mgu", "model.units": 9, "training.batch_size": 32},
              "bestEpoch": 0, "validationLoss": null, "testLoss": null, "seconds": 0.0,
              "waitsFor": "needs 3.00 GiB"}]
            """);

    assertThat(Listings.trials(trials).csv())
        .isEqualTo(
            """
            trial,state,cell,parameters,attempt,epochs,best epoch,validation loss,test loss,seconds,worker,waits for
            1,completed,gru,units=13,1,27,25,0.5476,0.5493,5.7,a,
            2,queued,mgu,units=9,0,0,0,–,–,0.0,–,needs 3.00 GiB
            """);
  }

  @Test
  void aCurveHasAColumnForEachMeasurement() throws JsonProcessingException {
    JsonNode curve =
        json(
            """
            [{"epoch": 1, "trainingLoss": 0.25, "validationLoss": null,
              "metrics": {"mae": 0.5, "rmse": 0.75}, "seconds": 1.26}]
            """);

    assertThat(Listings.curve(curve).csv())
        .isEqualTo(
            "epoch,training loss,validation loss,mae,rmse,seconds\n1,0.2500,–,0.5000,0.7500,1.3\n");
  }

  @Test
  void failedAttemptsShowTheirCauseAndTheirLog() throws JsonProcessingException {
    JsonNode attempts =
        json(
            """
            [{"attempt": 1, "kind": "TRAIN", "fromEpoch": 0, "worker": "a", "end": "runner-crashed",
              "startedAt": "2026-11-21T07:38:23.366487Z", "cause": "OUT_OF_MEMORY: status 3",
              "log": "line 1\\nline 2\\n"},
             {"attempt": 2, "kind": "TRAIN", "fromEpoch": 4, "worker": "b", "end": null,
              "startedAt": "2026-11-21T07:39:23.366487Z", "cause": null, "log": null}]
            """);

    assertThat(Listings.attempts(attempts).csv())
        .isEqualTo(
            """
            attempt,kind,from epoch,worker,started,end,cause
            1,train,0,a,2026-11-21 07:38,runner-crashed,OUT_OF_MEMORY: status 3
            2,train,4,b,2026-11-21 07:39,–,–
            """);
    assertThat(Listings.logs(attempts)).isEqualTo("\nlog of attempt 1:\nline 1\nline 2\n");
  }

  @Test
  void experimentsCountTheirTrials() throws JsonProcessingException {
    JsonNode experiments =
        json(
            """
            [{"id": "co2", "state": "RUNNING", "reason": null, "bestValidationLoss": 0.5,
              "trials": {"total": 4, "planned": 20, "running": 2, "stopped": 1, "failed": 0},
              "createdAt": "2026-11-21T07:38:23.366487Z"}]
            """);

    assertThat(Listings.experiments(experiments).csv())
        .endsWith("co2,running,4/20,2,1,0,0.5000,2026-11-21 07:38,\n");
  }
}
