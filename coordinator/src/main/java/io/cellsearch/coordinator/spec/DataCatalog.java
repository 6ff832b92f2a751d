package io.cellsearch.coordinator.spec;

import java.util.List;
import java.util.Optional;

/** The data sets that an experiment file may name. Whoever reads a file says what there is. */
public interface DataCatalog {

  /**
   * The data set behind a name: a file's name as it stands in {@code data.file}, or a registered
   * name such as {@code jsb-chorales}.
   */
  Optional<DataSet> find(String name);

  /** The names that would be found, for suggestions; may be incomplete. */
  List<String> names();
}
