package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TaggedForm;
import io.cellsearch.core.experiment.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section task: what is learned. */
final class TaskForms {
  private static final String TYPE = "type";
  private static final String ABOUT = "what is learned";

  private TaskForms() {}

  static Form<BoundTask> task(DataCatalog catalog) {
    DataForms data = new DataForms(catalog);
    Map<String, SectionForm<BoundTask>> cases = new LinkedHashMap<>();
    cases.put(
        "forecast",
        new ForecastForm(data).section(TaggedForm.tagOf(TYPE, "forecast", true, ABOUT)));
    cases.put("polyphony", polyphony(data, TaggedForm.tagOf(TYPE, "polyphony", true, ABOUT)));
    OneOfForm<String> types =
        OneOfForm.words(List.copyOf(cases.keySet()), "classify", "label", "language", "synthetic");
    return TaggedForm.of(Key.required(TYPE, types, ABOUT), cases);
  }

  private static SectionForm<BoundTask> polyphony(DataForms forms, Key<String> tag) {
    Key<DataSet> data =
        Key.required(
            "data", new RegisteredDataForm(forms), "piano rolls: a registered data set or a file");
    return SectionForm.simple(
        List.of(tag, data),
        values -> {
          DataSet set = values.get(data);
          return new BoundTask(new Task.Polyphony(set.sha256()), set);
        });
  }
}
