package io.cellsearch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bytes of Java's own serialization run code as they are read: a node neither writes nor reads
 * them.
 */
@Tag("unit")
final class JavaSerializationTest {
  /** By which Akka's frames name Java serialization. */
  private static final int JAVA = 1;

  private static ActorSystem<Void> system;
  private static Serialization serialization;

  @BeforeAll
  static void start() {
    system =
        ClusterSystem.start(
            Behaviors.empty(), ClusterSettings.loopback(0, List.of(), ClusterRole.COORDINATOR));
    serialization = SerializationExtension.get(Adapter.toClassic(system));
  }

  @AfterAll
  static void stop() {
    ActorTestKit.shutdown(system, Duration.ofSeconds(20));
  }

  private static byte[] javaBytes(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  @Test
  void whatOnlyJavaCouldSerializeIsNotWritten() {
    assertThat(serialization.serialize(new ArrayList<>(List.of("a"))).isFailure()).isTrue();
  }

  @Test
  void bytesThatClaimToBeOfJavaAreNotRead() throws Exception {
    byte[] bytes = javaBytes(new ArrayList<>(List.of("a")));

    assertThat(serialization.deserialize(bytes, JAVA, "").isFailure()).isTrue();
  }
}
