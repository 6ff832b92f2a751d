package io.cellsearch.worker.app;

import akka.actor.AbstractExtensionId;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.ExtensionIdProvider;
import java.util.concurrent.CountDownLatch;

/** Keeps the actor systems that have it as an extension from ending before a test lets them. */
public final class EndlessEnd extends AbstractExtensionId<EndlessEnd.Kept>
    implements ExtensionIdProvider {
  private static volatile CountDownLatch release = new CountDownLatch(1);

  /** One system that does not end. */
  public static final class Kept implements Extension {}

  /** From now on systems with this extension do not end. */
  static void begin() {
    release = new CountDownLatch(1);
  }

  /** Lets all of them end. */
  static void release() {
    release.countDown();
  }

  @Override
  public Kept createExtension(ExtendedActorSystem system) {
    CountDownLatch until = release;
    system.registerOnTermination(
        () -> {
          try {
            until.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return new Kept();
  }

  @Override
  public EndlessEnd lookup() {
    return this;
  }
}
