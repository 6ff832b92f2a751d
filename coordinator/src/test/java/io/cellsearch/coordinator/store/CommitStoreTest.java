package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.JSB;
import static io.cellsearch.coordinator.store.Samples.NOON;
import static io.cellsearch.coordinator.store.Samples.createJsb;
import static io.cellsearch.coordinator.store.Samples.createTrial;
import static io.cellsearch.coordinator.store.Samples.report;
import static io.cellsearch.coordinator.store.Samples.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * What a store promises of its writes: all or nothing of a commit, its term, and that what it
 * acknowledged is there.
 */
final class CommitStoreTest extends StoreContract {
  @Test
  void nothingOfARefusedCommitStays() {
    commit(createJsb());

    assertRefused(createTrial(1), createTrial(2), start(3, 1));

    assertThat(store.queries().trials(JSB)).isEmpty();
  }

  @Test
  void aRefusedWriteLeavesThoseBesideItAlone() {
    commit(createJsb());
    List<CompletionStage<CommitResult>> answers = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      answers.add(store.commit(term, List.of(createTrial(i))));
      answers.add(store.commit(term, List.of(start(1000 + i, 1))));
    }

    for (int i = 0; i < answers.size(); i += 2) {
      await(answers.get(i));
      CompletionStage<CommitResult> wrong = answers.get(i + 1);
      assertThatThrownBy(() -> await(wrong)).hasCauseInstanceOf(RefusedWriteException.class);
    }
    assertThat(store.queries().trials(JSB)).hasSize(20);
  }

  @Test
  void aReportOfARefusedCommitDoesNotCount() {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 2.0));
    assertRefused(report(1, 1, 2, 0.5), createTrial(1));

    assertThat(commit(report(1, 1, 2, 3.0)).duplicateReports()).isZero();

    assertThat(trial(1).bestValidationLoss()).hasValue(2.0);
    assertThat(trial(1).epochs()).isEqualTo(2);
    assertThat(store.queries().curve(FIRST)).hasSize(2);
  }

  @Test
  void whatAnotherCoordinatorStoredInBetweenCounts() throws Exception {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 2.0));
    Store first = store;
    open();
    long between = await(store.beginTerm(NOON));
    await(store.commit(between, List.of(report(1, 1, 2, 1.0))));
    store.close();
    store = first;

    term = await(store.beginTerm(NOON));
    CommitResult result = commit(report(1, 1, 2, 1.0), report(1, 1, 3, 3.0));

    assertThat(result.duplicateReports()).isEqualTo(1);
    assertThat(trial(1).bestValidationLoss()).hasValue(1.0);
    assertThat(trial(1).epochs()).isEqualTo(3);
  }

  @Test
  void aNewTermRefusesTheWritesOfTheOlderOne() throws Exception {
    commit(createJsb());
    long newer = await(store.beginTerm(NOON));

    assertThat(newer).isEqualTo(term + 1);
    assertThat(store.queries().term()).isEqualTo(newer);
    assertThatThrownBy(() -> commit(createTrial(1)))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StaleTermException.class)
        .hasMessageContaining("the current term is " + newer);
    assertThat(store.queries().trials(JSB)).isEmpty();
    await(store.commit(newer, List.of(createTrial(1))));
  }

  @Test
  void aWriteHandedInBeforeANewTermIsKeptAndOneAfterItIsRefused() {
    commit(createJsb());
    CompletionStage<CommitResult> before = store.commit(term, List.of(createTrial(1)));
    CompletionStage<Long> begun = store.beginTerm(NOON);
    CompletionStage<CommitResult> after = store.commit(term, List.of(createTrial(2)));

    await(before);
    await(begun);
    assertThatThrownBy(() -> await(after)).hasCauseInstanceOf(StaleTermException.class);
    assertThat(store.queries().trials(JSB)).hasSize(1);
  }

  @Test
  void thousandsOfWritesAtOnceAreAllStored() {
    commit(createJsb(), createTrial(1), start(1, 1));
    int reports = 2_000;

    List<CompletableFuture<CommitResult>> answers = new ArrayList<>();
    for (int step = 1; step <= reports; step++) {
      answers.add(
          store.commit(term, List.of(report(1, 1, step, 1.0 / step))).toCompletableFuture());
    }
    await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));

    assertThat(store.queries().curve(FIRST)).hasSize(reports);
    assertThat(trial(1).bestEpoch()).isEqualTo(reports);
  }

  /** H2's plain files are closed for everybody by the interruption of one thread that reads. */
  @Test
  void anInterruptedReaderDoesNotBreakTheWriter() throws Exception {
    commit(createJsb(), createTrial(1), start(1, 1));
    for (int step = 1; step <= 200; step++) {
      var unused = store.commit(term, List.of(report(1, 1, step, 1.0)));
    }
    // After reopening nothing is cached, so that reading means reading the file.
    reopen();
    Thread reader =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try {
                store.queries().curve(FIRST);
              } catch (RuntimeException e) {
                // Its own reading may fail.
              }
            });
    reader.start();
    reader.join();

    commit(report(1, 1, 201, 1.0));
    assertThat(store.queries().curve(FIRST)).hasSize(201);
  }

  @Test
  void whatWasAcknowledgedIsThereAfterReopening() throws Exception {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 1.0));
    reopen();

    assertThat(store.queries().curve(FIRST)).hasSize(1);
    assertThat(store.queries().term()).isEqualTo(term);
    assertThat(await(store.beginTerm(NOON))).isEqualTo(term + 1);
  }

  @Test
  void aClosedStoreAnswersWritesWithAFailure() throws Exception {
    store.close();

    assertThatThrownBy(() -> commit(createJsb())).hasCauseInstanceOf(StoreFailedException.class);

    open();
  }
}
