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
  void listeningOnEveryAddressNeedsCertificatesWhateverTheNodeIsCalled() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClusterSettings(
                    Set.of(ClusterRole.WORKER),
                    new HostPort("localhost", 0),
                    "0.0.0.0",
                    List.of(),
                    Optional.empty()))
        .withMessageContaining("needs TLS");
  }

  @Test
  void aNodeMayListenElsewhereThanItIsReached() {
    Config config =
        ClusterSystem.config(
            new ClusterSettings(
                Set.of(ClusterRole.COORDINATOR),
                new HostPort("coordinator.example", 25_520),
                "0.0.0.0",
                List.of(),
                Optional.of(new RemotingTls(Path.of("k.p12"), Path.of("t.p12"), "secret"))));

    assertThat(config.getString("akka.remote.artery.canonical.hostname"))
        .isEqualTo("coordinator.example");
    assertThat(config.getString("akka.remote.artery.bind.hostname")).isEqualTo("0.0.0.0");
    assertThat(config.getString("akka.remote.artery.bind.port")).isEmpty();
  }

  @Test
  void messagesAndSettingsInALogDoNotTellTheirSecrets() {
    RemotingTls tls = new RemotingTls(Path.of("k.p12"), Path.of("t.p12"), "the-password");
    ToWorker.Welcome welcome =
        new ToWorker.Welcome(7, Optional.of("https://a:1"), Optional.of("the-token"));

    assertThat(tls.toString()).doesNotContain("the-password");
    assertThat(welcome.toString()).contains("7", "https://a:1").doesNotContain("the-token");
  }

  @Test
  void anAddressWithoutAPortIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPort.parse("localhost"))
        .withMessage("an address is written HOST:PORT, but got 'localhost'");
  }
}
