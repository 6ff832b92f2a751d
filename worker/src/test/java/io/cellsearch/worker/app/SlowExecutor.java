package io.cellsearch.worker.app;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Begins each task a second late, like a machine that is short of processors. */
public final class SlowExecutor extends ExecutorServiceConfigurator {
  public SlowExecutor(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(
      String id, ThreadFactory threadFactory) {
    return () -> new Late(threadFactory);
  }

  private static final class Late extends ScheduledThreadPoolExecutor {
    private Late(ThreadFactory threadFactory) {
      super(1, threadFactory);
    }

    @Override
    public void execute(Runnable task) {
      schedule(task, 1, TimeUnit.SECONDS);
    }
  }
}
