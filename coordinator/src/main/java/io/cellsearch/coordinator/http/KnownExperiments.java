package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.core.trial.ExperimentId;

/** Experiments as callers name them; one that is not known is not found. */
record KnownExperiments(StoreQueries queries) {

  ExperimentRecord require(String text) {
    try {
      return queries
          .experiment(new ExperimentId(text))
          .orElseThrow(() -> ApiException.notFound("no experiment " + text + " is known"));
    } catch (IllegalArgumentException e) {
      throw ApiException.notFound("no experiment has an id like this");
    }
  }
}
