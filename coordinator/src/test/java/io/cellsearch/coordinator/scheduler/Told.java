package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a decision says, as tests ask about it. */
final class Told {
  private Told() {}

  /** What a worker is told, in its order. */
  static List<ToWorker> to(WorkerId worker, Decision decision) {
    return decision.effects().stream()
        .filter(Effect.Tell.class::isInstance)
        .map(Effect.Tell.class::cast)
        .filter(tell -> tell.worker().equals(worker))
        .map(Effect.Tell::message)
        .toList();
  }

  /** The attempts that a worker is given. */
  static List<AttemptId> assigned(WorkerId worker, Decision decision) {
    return to(worker, decision).stream()
        .filter(ToWorker.Assign.class::isInstance)
        .map(message -> AttemptId.of(((ToWorker.Assign) message).assignment()))
        .toList();
  }

  /** Who is given an attempt, in the order of giving. */
  static List<WorkerId> recipients(Decision decision) {
    return decision.effects().stream()
        .filter(Effect.Tell.class::isInstance)
        .map(Effect.Tell.class::cast)
        .filter(tell -> tell.message() instanceof ToWorker.Assign)
        .map(Effect.Tell::worker)
        .toList();
  }

  /** The steps of the reports that a worker need not send again. */
  static List<Integer> acknowledged(WorkerId worker, Decision decision) {
    return to(worker, decision).stream()
        .filter(ToWorker.Ack.class::isInstance)
        .flatMap(message -> ((ToWorker.Ack) message).reports().stream())
        .map(ReportId::step)
        .toList();
  }

  static <T extends StoreCommand> List<T> written(Class<T> kind, Decision decision) {
    return decision.commands().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The states that trials get, in the order of writing. */
  static List<TrialState> states(Decision decision) {
    return decision.commands().stream()
        .flatMap(
            command -> {
              if (command instanceof StoreCommand.EndAttempt end) {
                return Stream.of(end.after().state());
              }
              return command instanceof StoreCommand.UpdateTrial update
                  ? Stream.of(update.progress().state())
                  : Stream.of();
            })
        .toList();
  }

  /** How an experiment ends, if it does. */
  static Optional<StoreCommand.EndExperiment> end(Decision decision) {
    return written(StoreCommand.EndExperiment.class, decision).stream().findFirst();
  }
}
