package io.cellsearch.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.ExperimentSpec.DeviceWish;
import io.cellsearch.core.placement.Placement.Candidate;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.trial.ExperimentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever experiments compete, in scenarios drawn from a seed. */
@Tag("unit")
final class SharingTest {
  private static final int STEPS = 2_000;

  /** Experiments that always have another trial to give, and the slots that each holds. */
  private static final class Competition {
    final List<Candidate> rules;
    final int[] running;

    Competition(List<Candidate> rules) {
      this.rules = rules;
      this.running = new int[rules.size()];
    }

    List<Candidate> candidates() {
      return IntStream.range(0, running.length)
          .mapToObj(
              i -> {
                Candidate rule = rules.get(i);
                return new Candidate(
                    rule.experiment(),
                    i,
                    rule.wish(),
                    rule.priority(),
                    rule.weight(),
                    running[i],
                    rule.limit());
              })
          .toList();
    }

    /** The number of the experiment that a free slot goes to; empty where none fits. */
    OptionalInt give(Device device) {
      Optional<ExperimentId> chosen = Placement.choose(device, candidates());
      return IntStream.range(0, running.length)
          .filter(i -> chosen.filter(rules.get(i).experiment()::equals).isPresent())
          .findFirst();
    }
  }

  private static Candidate rule(
      int number, DeviceWish wish, int priority, double weight, OptionalInt limit) {
    return new Candidate(new ExperimentId("e" + number), number, wish, priority, weight, 0, limit);
  }

  private static <T> T any(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /**
   * Slots are freed and given one at a time. Whoever was given the last one held the least for its
   * weight, so that without it none holds more than any other: (r_i - 1) / w_i is at most r_j / w_j
   * for all i and j. A slot that is freed and given again keeps that: it goes to the smallest r /
   * w, which was at least all (r_i - 1) / w_i.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noExperimentIsMoreThanOneSlotAheadOfItsShare(long seed) {
    Random random = new Random(seed);
    List<Candidate> rules = new ArrayList<>();
    int experiments = 2 + random.nextInt(6);
    for (int i = 0; i < experiments; i++) {
      double weight = 0.1 + 5 * random.nextDouble();
      rules.add(rule(i, DeviceWish.ANY, 50, weight, OptionalInt.empty()));
    }
    Competition competition = new Competition(rules);
    List<Integer> slots = new ArrayList<>();
    int size = 1 + random.nextInt(64);
    for (int step = 0; step < STEPS; step++) {
      if (slots.size() == size) {
        competition.running[slots.remove(random.nextInt(size))]--;
      }
      int chosen = competition.give(any(random, List.of(Device.values()))).orElseThrow();
      competition.running[chosen]++;
      slots.add(chosen);
      assertShares(competition);
    }
  }

  private static void assertShares(Competition competition) {
    for (int i = 0; i < competition.running.length; i++) {
      for (int j = 0; j < competition.running.length; j++) {
        double without = (competition.running[i] - 1) / competition.rules.get(i).weight();
        double other = competition.running[j] / competition.rules.get(j).weight();
        assertThat(without).isLessThanOrEqualTo(other + 1e-9);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void deviceLimitAndPriorityHoldForEverySlot(long seed) {
    Random random = new Random(seed);
    List<Candidate> rules = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      OptionalInt limit =
          random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(4));
      DeviceWish wish = any(random, List.of(DeviceWish.values()));
      rules.add(rule(i, wish, any(random, List.of(0, 50, 100)), 1, limit));
    }
    Competition competition = new Competition(rules);
    List<Integer> slots = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      if (slots.size() > 20) {
        competition.running[slots.remove(random.nextInt(slots.size()))]--;
      }
      Device device = any(random, List.of(Device.values()));
      OptionalInt highest = highestThatMayHaveIt(competition, device);
      OptionalInt chosen = competition.give(device);

      assertThat(chosen.isPresent()).isEqualTo(highest.isPresent());
      if (chosen.isPresent()) {
        Candidate rule = rules.get(chosen.getAsInt());
        assertThat(rule.accepts(device)).isTrue();
        assertThat(rule.priority()).isEqualTo(highest.getAsInt());
        assertThat(++competition.running[chosen.getAsInt()])
            .isLessThanOrEqualTo(rule.limit().orElse(Integer.MAX_VALUE));
        slots.add(chosen.getAsInt());
      }
    }
  }

  private static OptionalInt highestThatMayHaveIt(Competition competition, Device device) {
    return competition.candidates().stream()
        .filter(each -> each.accepts(device))
        .filter(each -> each.running() < each.limit().orElse(Integer.MAX_VALUE))
        .max(Comparator.comparingInt(Candidate::priority))
        .map(each -> OptionalInt.of(each.priority()))
        .orElse(OptionalInt.empty());
  }
}
