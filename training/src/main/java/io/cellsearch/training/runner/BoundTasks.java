package io.cellsearch.training.runner;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tasks bound to their data. The last few are kept, for the trials of an experiment share one. */
final class BoundTasks {
  private static final int KEPT = 4;
  private static final float LOAD_FACTOR = 0.75f;

  private final BlobFolder blobs;

  /** In the order of their last use. */
  private final Map<Task, SequenceTask> tasks = new LinkedHashMap<>(KEPT, LOAD_FACTOR, true);

  BoundTasks(BlobFolder blobs) {
    this.blobs = blobs;
  }

  /** The task with its data; reads and checks the data at its first use. */
  synchronized SequenceTask bind(Task task) throws IOException {
    SequenceTask bound = tasks.get(task);
    if (bound == null) {
      bound = SequenceTask.bind(task, blobs.read(task.data()));
      tasks.put(task, bound);
      if (tasks.size() > KEPT) {
        tasks.remove(tasks.keySet().iterator().next());
      }
    }
    return bound;
  }
}
