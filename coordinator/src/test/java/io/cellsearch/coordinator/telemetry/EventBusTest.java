package io.cellsearch.coordinator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class EventBusTest {
  private static final ExperimentId JSB = new ExperimentId("jsb");

  private final EventBus bus = new EventBus();

  private static LiveEvent event(int epoch) {
    return new LiveEvent.TrialChanged(
        new TrialId(JSB, 1), TrialState.RUNNING, epoch, OptionalDouble.of(1));
  }

  @Test
  void everySubscriberGetsEveryEventInOrder() throws InterruptedException {
    try (EventSubscription one = bus.subscribe(8);
        EventSubscription other = bus.subscribe(8)) {
      bus.publish(event(1));
      bus.publish(event(2));

      assertThat(one.next(Duration.ZERO)).contains(event(1));
      assertThat(one.next(Duration.ZERO)).contains(event(2));
      assertThat(other.next(Duration.ZERO)).contains(event(1));
      assertThat(one.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void whoDoesNotKeepUpLosesTheOldestEventsAndHoldsNobodyUp() throws InterruptedException {
    try (EventSubscription slow = bus.subscribe(2)) {
      for (int epoch = 1; epoch <= 5; epoch++) {
        bus.publish(event(epoch));
      }

      assertThat(slow.dropped()).isEqualTo(3);
      assertThat(slow.next(Duration.ZERO)).contains(event(4));
      assertThat(slow.next(Duration.ZERO)).contains(event(5));
    }
  }

  @Test
  void aClosedSubscriptionIsForgotten() {
    bus.subscribe(1).close();

    assertThat(bus.subscribers()).isZero();
  }

  @Test
  void aLossThatIsNotFiniteIsToldAsNone() {
    assertThat(
            new LiveEvent.TrialChanged(
                new TrialId(JSB, 1), TrialState.DIVERGED, 1, OptionalDouble.of(Double.NaN)))
        .extracting(LiveEvent.TrialChanged::validationLoss)
        .isEqualTo(OptionalDouble.empty());
  }
}
