package io.cellsearch.coordinator.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Many writes in one transaction and one sync. When one of them is refused, all are tried again
 * each by itself, so that a wrong write costs the others nothing but time.
 */
final class GroupCommit implements BatchCommit {
  private final Jdbi jdbi;
  private final Runnable sync;
  private final Runnable requireRoom;
  private final Consumer<Path> backup;
  private final TermFence fence = new TermFence();

  /**
   * @param requireRoom throws {@link StoreFailedException} where a commit may not fit on the disk
   * @param backup copies what is committed to a file
   */
  GroupCommit(Jdbi jdbi, Runnable sync, Runnable requireRoom, Consumer<Path> backup) {
    this.jdbi = jdbi;
    this.sync = sync;
    this.requireRoom = requireRoom;
    this.backup = backup;
  }

  @Override
  public Runnable write(List<Write> all) {
    List<Write> writes = all.stream().filter(each -> !(each instanceof Write.Backup)).toList();
    Runnable answers = writes.isEmpty() ? () -> {} : commit(writes);
    List<Runnable> copies =
        all.stream()
            .filter(Write.Backup.class::isInstance)
            .map(each -> copy((Write.Backup) each))
            .toList();
    return () -> {
      answers.run();
      copies.forEach(Runnable::run);
    };
  }

  private Runnable copy(Write.Backup wanted) {
    try {
      backup.accept(wanted.file());
      return () -> wanted.answer().complete(null);
    } catch (JdbiException e) {
      StoreFailedException failure =
          new StoreFailedException("the database could not be copied: " + e.getMessage(), e);
      return () -> wanted.fail(failure);
    } catch (RuntimeException e) {
      return () -> wanted.fail(e);
    }
  }

  private Runnable commit(List<Write> writes) {
    List<Runnable> answers = new ArrayList<>(writes.size());
    try {
      requireRoom.run();
      if (!together(writes, answers)) {
        answers.clear();
        for (Write write : writes) {
          answers.add(alone(write));
        }
      }
      sync.run();
    } catch (JdbiException | SQLException e) {
      StoreFailedException failure =
          new StoreFailedException("the database did not take a write: " + e.getMessage(), e);
      return () -> writes.forEach(write -> write.fail(failure));
    } catch (StoreFailedException e) {
      return () -> writes.forEach(write -> write.fail(e));
    }
    return () -> answers.forEach(Runnable::run);
  }

  private boolean together(List<Write> writes, List<Runnable> answers) {
    if (writes.size() == 1) {
      return false;
    }
    try {
      jdbi.useTransaction(handle -> answers.addAll(apply(handle, writes)));
      return true;
    } catch (SQLException | RuntimeException e) {
      // Whatever it was, it shows again where the writes stand alone, and belongs to one of them.
      return false;
    }
  }

  private Runnable alone(Write write) throws SQLException {
    try {
      return jdbi.inTransaction(handle -> apply(handle, List.of(write)).get(0));
    } catch (JdbiException | SQLException e) {
      if (Constraint.violatedBy(e)) {
        RefusedWriteException refusal =
            new RefusedWriteException("a write contradicts what is stored: " + e.getMessage(), e);
        return () -> write.fail(refusal);
      }
      throw e;
    } catch (RuntimeException e) {
      return () -> write.fail(e);
    }
  }

  /** Applies writes in their order; gives their answers. */
  private List<Runnable> apply(Handle handle, List<Write> writes) throws SQLException {
    List<Runnable> answers = new ArrayList<>(writes.size());
    CommandApplier applier = new CommandApplier(handle, fence.lock(handle));
    for (Write write : writes) {
      if (write instanceof Write.NewTerm begin) {
        applier.flush();
        long next = applier.term() + 1;
        fence.begin(handle, next, begin.at());
        applier = new CommandApplier(handle, next);
        answers.add(() -> begin.answer().complete(next));
      } else if (write instanceof Write.Commands commands) {
        answers.add(apply(applier, commands));
      } else {
        throw new IllegalStateException("neither closing nor a backup is a write");
      }
    }
    applier.flush();
    return answers;
  }

  private static Runnable apply(CommandApplier applier, Write.Commands write) throws SQLException {
    if (write.term() != applier.term()) {
      throw new StaleTermException(write.term(), applier.term());
    }
    Tally tally = new Tally();
    for (StoreCommand command : write.commands()) {
      applier.apply(command, tally);
    }
    return () -> write.answer().complete(tally.result());
  }
}
