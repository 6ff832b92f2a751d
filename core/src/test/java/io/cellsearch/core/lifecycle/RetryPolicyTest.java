package io.cellsearch.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.ExperimentSpec.Retry;
import io.cellsearch.core.trial.TrialState;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class RetryPolicyTest {
  private final RetryPolicy policy = new RetryPolicy(new Retry(2, OptionalInt.empty()));

  private TrialProgress again(AttemptEnd end, int times) {
    TrialProgress trial = TrialProgress.NEW;
    for (int i = 0; i < times; i++) {
      trial = policy.after(trial.assigned(), end);
    }
    return trial;
  }

  @Test
  void aFailureIsRetriedAsOftenAsTheBudgetSays() {
    AttemptEnd failed = new AttemptEnd.Failed("boom");

    assertThat(again(failed, 2).state()).isEqualTo(TrialState.QUEUED);
    assertThat(again(failed, 3).state()).isEqualTo(TrialState.FAILED);
  }

  @Test
  void theLossOfAWorkerSaysNothingAboutTheTrial() {
    TrialProgress trial = again(new AttemptEnd.WorkerLost(), 100);

    assertThat(trial.state()).isEqualTo(TrialState.QUEUED);
    assertThat(trial.workerLosses()).isEqualTo(100);
    assertThat(trial.failures()).isZero();
  }

  @Test
  void lossesOfWorkersMayBeBounded() {
    RetryPolicy bounded = new RetryPolicy(new Retry(2, OptionalInt.of(0)));

    assertThat(bounded.after(TrialProgress.NEW.assigned(), new AttemptEnd.WorkerLost()).state())
        .isEqualTo(TrialState.FAILED);
  }

  @Test
  void threeCrashesAloneMakeATrialPoisonousWhateverItsBudget() {
    RetryPolicy generous = new RetryPolicy(new Retry(100, OptionalInt.empty()));
    TrialProgress trial = TrialProgress.NEW;
    for (int i = 0; i < 2; i++) {
      trial = generous.after(trial.assigned(), new AttemptEnd.RunnerCrashed("exit 139", true));
    }
    assertThat(trial.state()).isEqualTo(TrialState.QUEUED);

    assertThat(
            generous
                .after(trial.assigned(), new AttemptEnd.RunnerCrashed("exit 139", true))
                .state())
        .isEqualTo(TrialState.FAILED);
  }

  @Test
  void aCrashInCompanyCountsAgainstNobody() {
    TrialProgress trial = again(new AttemptEnd.RunnerCrashed("exit 137", false), 20);

    assertThat(trial.state()).isEqualTo(TrialState.QUEUED);
    assertThat(trial.failures()).isZero();
  }

  @Test
  void resultsAreTerminal() {
    TrialProgress running = TrialProgress.NEW.assigned();

    assertThat(policy.after(running, new AttemptEnd.Trained(false)).state())
        .isEqualTo(TrialState.COMPLETED);
    assertThat(policy.after(running, new AttemptEnd.Trained(true)).state())
        .isEqualTo(TrialState.STOPPED);
    assertThat(policy.after(running, new AttemptEnd.Diverged()).state())
        .isEqualTo(TrialState.DIVERGED);
    assertThat(policy.after(running, new AttemptEnd.Cancelled()).state())
        .isEqualTo(TrialState.CANCELLED);
  }

  @Test
  void onlyTheRunningAttemptIsCurrent() {
    TrialProgress second = again(new AttemptEnd.WorkerLost(), 1).assigned();

    assertThat(second.isCurrent(2)).isTrue();
    assertThat(second.isCurrent(1)).isFalse();
    TrialProgress ended = policy.after(second, new AttemptEnd.Diverged());
    assertThat(ended.isCurrent(2)).isFalse();
    assertThatThrownBy(() -> policy.after(ended, new AttemptEnd.WorkerLost()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(ended::assigned).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPausedTrialIsQueuedAgainByItsPromotionOrStopsAtRest() {
    TrialProgress paused = policy.after(TrialProgress.NEW.assigned(), new AttemptEnd.Paused());

    assertThat(paused.state()).isEqualTo(TrialState.PAUSED);
    assertThat(paused.promoted().assigned().attempt()).isEqualTo(2);
    assertThat(paused.stopped().state()).isEqualTo(TrialState.STOPPED);
    assertThatThrownBy(paused::assigned).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(TrialProgress.NEW::promoted).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(TrialProgress.NEW::stopped).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTrialThatWasLostWithNothingLeftToDoRestsWhereItIs() {
    TrialProgress lost = policy.after(TrialProgress.NEW.assigned(), new AttemptEnd.WorkerLost());

    assertThat(lost.rested().state()).isEqualTo(TrialState.PAUSED);
    assertThat(lost.rested().workerLosses()).isEqualTo(1);
    assertThatThrownBy(TrialProgress.NEW.assigned()::rested)
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailedTrialThatTheUserQueuesAgainHasFreshBudgetsAndCountsItsAttemptsOn() {
    TrialProgress running = TrialProgress.NEW.assigned();
    RetryPolicy strict = new RetryPolicy(new Retry(0, OptionalInt.empty()));
    TrialProgress failed = strict.after(running, new AttemptEnd.RunnerCrashed("signal 9", true));
    assertThat(failed).isEqualTo(new TrialProgress(TrialState.FAILED, 1, 1, 0, 1));

    assertThat(failed.requeued()).isEqualTo(new TrialProgress(TrialState.QUEUED, 1, 0, 0, 0));
    assertThatThrownBy(running::requeued).isInstanceOf(IllegalStateException.class);
  }
}
