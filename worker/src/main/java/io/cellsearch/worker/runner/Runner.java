package io.cellsearch.worker.runner;

import io.cellsearch.frames.Frame;
import java.util.Optional;

/**
 * The runner of one device, as the node sees it. Its events wait in their order until somebody
 * takes them. Safe for concurrent use; nothing here blocks but closing.
 */
public interface Runner extends AutoCloseable {

  /** Says something to the runner; lost when it is gone. */
  void send(Frame.ToRunner frame);

  /** The oldest event that nobody took, if there is one. */
  Optional<RunnerEvent> poll();

  /** Called after each event from now on, on a thread that must not be kept. */
  void onEvent(Runnable doorbell);

  /** Ends the process by force; its loss is told, and another one follows. */
  void kill();

  /** Ends the runner; nothing more is heard of it. */
  @Override
  void close();
}
