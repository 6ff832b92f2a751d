package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.ListForm;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TextForm;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.core.experiment.Task.Columns;
import io.cellsearch.core.experiment.Task.Missing;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The data of a forecast: a CSV file and the roles of its columns. */
record ForecastData(DataSet set, Columns columns, Missing missing) {
  private static final int MOST_COLUMNS = 1000;

  private static final Key<String> TIME =
      Key.required("time", columnName(), "the column that orders the rows");
  private static final Key<String> TIME_FORMAT =
      Key.optional(
          "time_format",
          TextForm.matching("a pattern such as yyyy-MM-dd", ".{1,100}"),
          "how times are written, as java.time's DateTimeFormatter has it");
  private static final Key<List<String>> TARGETS =
      Key.required(
          "targets", new ListForm<>(columnName(), 1, MOST_COLUMNS), "the columns to forecast");
  private static final Key<List<String>> COVARIATES =
      Key.standard(
          "covariates",
          new ListForm<>(columnName(), 0, MOST_COLUMNS),
          "[]",
          "columns that the network sees besides");
  private static final Key<Missing> MISSING =
      Key.standard(
          "missing",
          OneOfForm.constants(Missing.class),
          "error",
          "what to do with a blank target or covariate");

  private static Form<String> columnName() {
    return TextForm.matching("the name of a column", "[^\\x00-\\x1f\\x7f]{1,200}");
  }

  static Form<ForecastData> form(DataForms forms) {
    return SectionForm.of(
            List.of(
                DataForms.FILE, TIME, TIME_FORMAT, TARGETS, COVARIATES, MISSING, DataForms.SHA_256),
            values ->
                forms
                    .find(values, DataForms.FILE)
                    .filter(set -> hasSoundColumns(values))
                    .map(set -> new ForecastData(set, columns(values), values.get(MISSING))))
        .checking(
            values -> {
              checkRoles(values);
              checkTimeFormat(values);
            })
        .filling((data, resolved) -> DataForms.stamp(data.set(), resolved));
  }

  private static Columns columns(Values values) {
    return new Columns(
        values.get(TIME), values.find(TIME_FORMAT), values.get(TARGETS), values.get(COVARIATES));
  }

  private static boolean hasSoundColumns(Values values) {
    return sharedNames(values).isEmpty()
        && values.find(TIME_FORMAT).filter(format -> !isTimeFormat(format)).isEmpty();
  }

  private static List<String> sharedNames(Values values) {
    List<String> targets = values.find(TARGETS).orElse(List.of());
    List<String> covariates = values.find(COVARIATES).orElse(List.of());
    List<String> shared = new ArrayList<>(targets);
    shared.retainAll(covariates);
    values
        .find(TIME)
        .filter(time -> targets.contains(time) || covariates.contains(time))
        .ifPresent(shared::add);
    return shared;
  }

  private static void checkRoles(Values values) {
    Optional<String> time = values.find(TIME);
    for (String name : sharedNames(values)) {
      boolean isTime = time.filter(name::equals).isPresent();
      values.refuse(
          isTime ? TIME : COVARIATES,
          isTime ? "must not be a target or a covariate too" : "must not repeat a target",
          name,
          Optional.of("a target's own past is always seen"));
    }
  }

  private static void checkTimeFormat(Values values) {
    values
        .find(TIME_FORMAT)
        .filter(format -> !isTimeFormat(format))
        .ifPresent(
            format ->
                values.refuse(
                    TIME_FORMAT,
                    "must be a pattern of java.time's DateTimeFormatter",
                    format,
                    Optional.of("for instance yyyy-MM-dd or yyyyMMdd")));
  }

  private static boolean isTimeFormat(String format) {
    try {
      return !DateTimeFormatter.ofPattern(format, Locale.ROOT).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
