package io.cellsearch.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ClusterSettingsTest {

  @Test
  void anAddressThatOthersReachNeedsCertificates() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClusterSettings(
                    Set.of(ClusterRole.WORKER),
                    new HostPort("10.0.0.7", 0),
                    List.of(),
                    Optional.empty()))
        .withMessageContaining("needs TLS")
        .withMessageContaining("10.0.0.7:0");
  }

  @Test
  void certificatesSwitchTheTransport() {
    Config config =
        ClusterSystem.config(
            new ClusterSettings(
                Set.of(ClusterRole.WORKER),
                new HostPort("10.0.0.7", 0),
                List.of(),
                Optional.of(new RemotingTls(Path.of("k.p12"), Path.of("t.p12"), "secret"))));
    assertThat(config.getString("akka.remote.artery.transport")).isEqualTo("tls-tcp");
    assertThat(config.getString("akka.remote.artery.ssl.config-ssl-engine.key-store"))
        .isEqualTo("k.p12");
  }

  @Test
  void theMeasuredSettingsWinOverThoseOfTheLibrary() {
    Config config =
        ClusterSystem.config(
            ClusterSettings.loopback(
                0, HostPort.parseList("a:1, b:2"), ClusterRole.COORDINATOR, ClusterRole.VOTER));
    assertThat(config.getString("akka.cluster.split-brain-resolver.keep-majority.role"))
        .isEqualTo("voter");
    assertThat(config.getString("akka.cluster.split-brain-resolver.down-all-when-unstable"))
        .isEqualTo("off");
    assertThat(config.getBoolean("akka.actor.allow-java-serialization")).isFalse();
    assertThat(config.getStringList("akka.cluster.seed-nodes"))
        .containsExactly("akka://cellsearch@a:1", "akka://cellsearch@b:2");
    assertThat(config.getStringList("akka.cluster.roles")).containsExactly("coordinator", "voter");
  }

  @Test
  void anAddressWithoutAPortIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPort.parse("localhost"))
        .withMessage("an address is written HOST:PORT, but got 'localhost'");
  }
}
