package io.cellsearch.cli.output;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cellsearch.cli.output.Table.Align;
import io.cellsearch.cli.output.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Answers of the HTTP API as tables for reading: what matters, rounded. */
public final class Listings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, JsonNode>> VALUES = new TypeReference<>() {};
  private static final String NONE = "–";
  private static final int MINUTES = "2026-01-01T12:00".length();

  private Listings() {}

  /** Experiments, newest first. */
  public static Table experiments(JsonNode experiments) {
    Table table =
        new Table(
            List.of(
                left("experiment"),
                left("state"),
                right("trials"),
                right("running"),
                right("stopped"),
                right("failed"),
                right("best loss"),
                left("submitted"),
                left("reason")));
    for (JsonNode each : experiments) {
      JsonNode trials = each.path("trials");
      table.add(
          List.of(
              each.path("id").asText(),
              word(each.path("state")),
              trials.path("total").asText()
                  + (trials.path("planned").isNumber()
                      ? "/" + trials.path("planned").asText()
                      : ""),
              trials.path("running").asText(),
              trials.path("stopped").asText(),
              trials.path("failed").asText(),
              loss(each.path("bestValidationLoss")),
              minute(each.path("createdAt")),
              each.path("reason").asText("").replace("null", "")));
    }
    return table;
  }

  /** Trials by number. */
  public static Table trials(JsonNode trials) {
    Table table =
        new Table(
            List.of(
                right("trial"),
                left("state"),
                left("cell"),
                left("parameters"),
                right("attempt"),
                right("epochs"),
                right("best epoch"),
                right("validation loss"),
                right("test loss"),
                right("seconds"),
                left("worker"),
                left("waits for")));
    Set<String> varying =
        ParameterTexts.varying(
            StreamSupport.stream(trials.spliterator(), false).map(Listings::values).toList());
    for (JsonNode each : trials) {
      table.add(
          List.of(
              each.path("trial").asText(),
              word(each.path("state")),
              each.path("cell").asText(),
              ParameterTexts.text(values(each), varying),
              each.path("attempt").asText(),
              each.path("epochs").asText(),
              each.path("bestEpoch").asText(),
              loss(each.path("validationLoss")),
              loss(each.path("testLoss")),
              Figures.seconds(each.path("seconds").asDouble()),
              each.path("worker").asText(NONE),
              each.path("waitsFor").asText("").replace("null", "")));
    }
    return table;
  }

  /** What is known of one trial, a line each. */
  public static Table trial(JsonNode trial) {
    Table table = new Table(List.of(left("field"), left("value")));
    for (String field :
        List.of("trial", "state", "seed", "attempt", "failures", "workerLosses", "epochs")) {
      table.add(List.of(field, trial.path(field).asText()));
    }
    table.add(List.of("bestEpoch", trial.path("bestEpoch").asText()));
    table.add(List.of("validationLoss", trial.path("validationLoss").asText()));
    table.add(List.of("testLoss", dashed(trial.path("testLoss"))));
    table.add(List.of("seconds", Figures.seconds(trial.path("seconds").asDouble())));
    table.add(List.of("worker", dashed(trial.path("worker"))));
    table.add(List.of("waitsFor", dashed(trial.path("waitsFor"))));
    JsonNode repeats = trial.path("repeats");
    if (repeats.isObject()) {
      String text = "trial " + repeats.path("of") + ", repetition " + repeats.path("number");
      table.add(List.of("repeats", text));
    }
    table.add(List.of("model", dashed(trial.path("model"))));
    Map<String, JsonNode> values = values(trial);
    values.putIfAbsent("training.engine", TextNode.valueOf("auto"));
    values.forEach((path, value) -> table.add(List.of(path, value.asText())));
    return table;
  }

  /** The attempts of a trial by number. */
  public static Table attempts(JsonNode attempts) {
    Table table =
        new Table(
            List.of(
                right("attempt"),
                left("kind"),
                right("from epoch"),
                left("worker"),
                left("started"),
                left("end"),
                left("cause")));
    for (JsonNode each : attempts) {
      table.add(
          List.of(
              each.path("attempt").asText(),
              word(each.path("kind")),
              each.path("fromEpoch").asText(),
              dashed(each.path("worker")),
              minute(each.path("startedAt")),
              dashed(each.path("end")),
              dashed(each.path("cause"))));
    }
    return table;
  }

  /** What failed attempts left behind, each under a heading; empty where none did. */
  public static String logs(JsonNode attempts) {
    StringBuilder logs = new StringBuilder();
    for (JsonNode each : attempts) {
      String log = each.path("log").isTextual() ? each.path("log").asText().stripTrailing() : "";
      if (!log.isEmpty()) {
        logs.append("\nlog of attempt %s:\n%s\n".formatted(each.path("attempt").asText(), log));
      }
    }
    return logs.toString();
  }

  /** A learning curve, a column for each measurement. */
  public static Table curve(JsonNode curve) {
    Set<String> metrics = new LinkedHashSet<>();
    curve.forEach(point -> point.path("metrics").fieldNames().forEachRemaining(metrics::add));
    List<Column> columns =
        new ArrayList<>(List.of(right("epoch"), right("training loss"), right("validation loss")));
    metrics.forEach(name -> columns.add(right(name)));
    columns.add(right("seconds"));
    Table table = new Table(columns);
    for (JsonNode point : curve) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  point.path("epoch").asText(),
                  loss(point.path("trainingLoss")),
                  loss(point.path("validationLoss"))));
      metrics.forEach(name -> row.add(loss(point.path("metrics").path(name))));
      row.add(Figures.seconds(point.path("seconds").asDouble()));
      table.add(row);
    }
    return table;
  }

  private static Map<String, JsonNode> values(JsonNode trial) {
    return JSON.convertValue(trial.path("parameters"), VALUES);
  }

  private static Column left(String name) {
    return new Column(name, Align.LEFT);
  }

  private static Column right(String name) {
    return new Column(name, Align.RIGHT);
  }

  private static String word(JsonNode state) {
    return state.asText().toLowerCase(Locale.ROOT);
  }

  private static String loss(JsonNode value) {
    return Figures.loss(Figures.number(value));
  }

  private static String dashed(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? NONE : value.asText();
  }

  private static String minute(JsonNode instant) {
    String text = instant.asText();
    return text.length() < MINUTES ? text : text.substring(0, MINUTES).replace('T', ' ');
  }
}
