package io.cellsearch.coordinator.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.search.Search;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.frames.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A search whose events are written down: replayed, they bring it back. */
final class SearchJournal {
  private final ExperimentId experiment;
  private final Search search;
  private final boolean heedsReports;
  private long sequence;
  private boolean timeOver;

  SearchJournal(ExperimentId experiment, ExperimentSpec spec) {
    this.experiment = experiment;
    this.search = Search.create(spec);
    this.heedsReports = Search.heedsReports(spec);
  }

  /** Takes in what was written down before. */
  void replay(List<String> events) {
    for (String json : events) {
      SearchEvent event = read(json);
      timeOver |= event instanceof SearchEvent.TimeOver;
      search.on(event);
      sequence++;
    }
  }

  /**
   * Takes an event in and says what is to be done. Reports that change no decision are not written
   * down: they are most of all events.
   */
  List<SearchAction> on(SearchEvent event, Decision out) {
    if (event instanceof SearchEvent.Reported && !heedsReports) {
      return search.on(event);
    }
    timeOver |= event instanceof SearchEvent.TimeOver;
    sequence++;
    out.write(new StoreCommand.AppendSearchEvent(experiment, sequence, write(event)));
    return search.on(event);
  }

  boolean wantsTrials() {
    return search.wantsTrials();
  }

  /** What a trial may spend before it pauses: epochs, or seconds. */
  OptionalInt target(int trial) {
    return search.target(trial);
  }

  /** What the search has decided about a trial that is under way. */
  Optional<TrialState> state(int trial) {
    return search.state(trial);
  }

  /** Why there cannot be so many trials; empty where there can. */
  Optional<String> refusesExtension(int maxTrials) {
    return search.refusesExtension(maxTrials);
  }

  /** Why no failed trial can begin anew; empty where one can. */
  Optional<String> refusesRequeue() {
    return search.refusesRequeue();
  }

  /** How many trials there may be; empty where epochs or time are the bound. */
  OptionalInt maxTrials() {
    return search.maxTrials();
  }

  /** Whether by order no trial starts any more. */
  boolean drained() {
    return search.drained();
  }

  Optional<Reason> finished() {
    return search.finished();
  }

  boolean timeOver() {
    return timeOver;
  }

  private static String write(SearchEvent event) {
    try {
      return Json.mapper().writerFor(SearchEvent.class).writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + event, e);
    }
  }

  private static SearchEvent read(String json) {
    try {
      return Json.mapper().readValue(json, SearchEvent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds an event that cannot be read: " + json, e);
    }
  }
}
