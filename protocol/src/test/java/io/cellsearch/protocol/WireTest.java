package io.cellsearch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every message survives Akka's serialization, and its bytes are those that were agreed on. */
@Tag("unit")
final class WireTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "wire.json");

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ClusterSystem.NAME,
          ClusterSystem.config(ClusterSettings.loopback(0, List.of(), ClusterRole.WORKER)));

  /** A reference with a fixed address: it is part of the bytes. */
  private static final ActorRef<WorkerMessage> WORKER =
      ActorRefResolver.get(KIT.system())
          .resolveActorRef("akka://cellsearch@127.0.0.1:25520/user/worker#7");

  private final Serialization serialization =
      SerializationExtension.get(Adapter.toClassic(KIT.system()));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void everyMessageComesBackEqual() {
    Messages.all(WORKER)
        .forEach(
            (name, message) -> {
              byte[] bytes = serialization.serialize(message).get();
              int id = serialization.findSerializerFor(message).identifier();
              String manifest =
                  Serializers.manifestFor(serialization.findSerializerFor(message), message);
              assertThat(serialization.deserialize(bytes, id, manifest).get())
                  .as(name)
                  .isEqualTo(message);
            });
  }

  @Test
  void messagesAreWrittenByJacksonCborAlone() {
    assertThat(Messages.all(WORKER).values())
        .allSatisfy(
            message ->
                assertThat(serialization.findSerializerFor(message))
                    .isInstanceOf(akka.serialization.jackson.JacksonCborSerializer.class));
  }

  @Test
  void everyKindOfMessageIsCovered() {
    assertThat(Messages.all(WORKER).values())
        .extracting(message -> (Object) message.getClass())
        .containsAll(Arrays.asList(ToCoordinator.class.getPermittedSubclasses()))
        .containsAll(Arrays.asList(ToWorker.class.getPermittedSubclasses()));
  }

  @Test
  void bytesAreTheGoldenOnes() throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode all = json.createObjectNode();
    CBORMapper cbor = new CBORMapper();
    for (Map.Entry<String, WireMessage> message : Messages.all(WORKER).entrySet()) {
      byte[] bytes = serialization.serialize(message.getValue()).get();
      ObjectNode entry = all.putObject(message.getKey());
      entry.set("tree", cbor.readTree(bytes));
      entry.put("bytes", HexFormat.of().formatHex(bytes));
    }
    String actual = json.writeValueAsString(all) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, actual);
    }
    assertThat(actual)
        .as("the wire format differs from %s; -Dgolden.update=true rewrites it", GOLDEN)
        .isEqualTo(Files.readString(GOLDEN));
  }
}
