package io.cellsearch.cli.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Views;
import io.cellsearch.coordinator.store.ExperimentOverview;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.coordinator.store.StoreUnavailableException;
import io.cellsearch.coordinator.store.TrialRecord;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long an epoch took in earlier experiments of a name, in seconds: the newest that trained
 * anything tells, as the mean over all epochs of its trials. Asked of the coordinator that runs on
 * a state directory, or where none does, of what it stored there.
 */
public final class PastEpochs {
  private final StateDirectory state;

  public PastEpochs(StateDirectory state) {
    this.state = state;
  }

  /** Sums over the trials of an experiment. */
  private static final class Sum {
    private double seconds;
    private long epochs;

    void add(double ofSeconds, int ofEpochs) {
      seconds += ofSeconds;
      epochs += ofEpochs;
    }

    OptionalDouble mean() {
      return epochs == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / epochs);
    }
  }

  /** The seconds of an epoch; empty where no experiment of that name is known. */
  public OptionalDouble seconds(String name) {
    Optional<URI> running = state.running();
    try {
      return running.isPresent()
          ? asked(new ApiClient(running.get(), Optional.empty()), name)
          : stored(name);
    } catch (ApiException | StoreUnavailableException e) {
      // A plan is worth something without it too.
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble asked(ApiClient client, String name) throws ApiException {
    for (Views.Experiment experiment : client.experiments()) {
      if (experiment.name().equals(name)) {
        Sum sum = new Sum();
        for (JsonNode trial :
            client.json("api/experiments/" + experiment.id() + "/trials").path("trials")) {
          sum.add(trial.path("seconds").asDouble(), trial.path("epochs").asInt());
        }
        if (sum.mean().isPresent()) {
          return sum.mean();
        }
      }
    }
    return OptionalDouble.empty();
  }

  private OptionalDouble stored(String name) throws StoreUnavailableException {
    if (!StoreFactory.isIn(state.path())) {
      return OptionalDouble.empty();
    }
    try (Store store = StoreFactory.open(state.path(), StoreSettings.DEFAULT)) {
      for (ExperimentOverview experiment : store.queries().experiments()) {
        if (experiment.name().equals(name)) {
          Sum sum = new Sum();
          for (TrialRecord trial : store.queries().trials(experiment.id())) {
            sum.add(trial.seconds(), trial.epochs());
          }
          if (sum.mean().isPresent()) {
            return sum.mean();
          }
        }
      }
      return OptionalDouble.empty();
    }
  }
}
