package io.cellsearch.protocol;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Starts the actor system of a node and joins it to the cluster. */
public final class ClusterSystem {
  /** The name that all nodes share; they join no other. */
  public static final String NAME = "cellsearch";

  private static final String SETTINGS = "cellsearch-cluster.conf";

  private ClusterSystem() {}

  /** Starts a node; it joins its seeds, or itself where there are none. */
  public static <T> ActorSystem<T> start(Behavior<T> guardian, ClusterSettings settings) {
    ActorSystem<T> system = ActorSystem.create(guardian, NAME, config(settings));
    if (settings.seeds().isEmpty()) {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
    return system;
  }

  /** Where a started node listens. */
  public static HostPort address(ActorSystem<?> system) {
    Address address = Cluster.get(system).selfMember().address();
    Optional<HostPort> bound =
        address.getHost().map(host -> new HostPort(host, address.getPort().orElseThrow()));
    return bound.orElseThrow();
  }

  /** Whether there is a node of a role, on its way in or out, reachable or not. */
  public static boolean hasMember(ActorSystem<?> system, ClusterRole role) {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .anyMatch(member -> member.hasRole(role.text()));
  }

  /** How many nodes of a role are up and reachable, as far as this node knows. */
  public static int count(ActorSystem<?> system, ClusterRole role) {
    ClusterEvent.CurrentClusterState state = Cluster.get(system).state();
    Set<Member> unreachable = state.getUnreachable();
    return (int)
        StreamSupport.stream(state.getMembers().spliterator(), false)
            .filter(member -> member.hasRole(role.text()))
            .filter(member -> member.status() == MemberStatus.up())
            .filter(member -> !unreachable.contains(member))
            .count();
  }

  static Config config(ClusterSettings settings) {
    Map<String, Object> values = new HashMap<>();
    values.put("akka.remote.artery.canonical.hostname", settings.address().host());
    values.put("akka.remote.artery.canonical.port", settings.address().port());
    values.put("akka.remote.artery.bind.hostname", settings.bind());
    values.put(
        "akka.cluster.roles", settings.roles().stream().map(ClusterRole::text).sorted().toList());
    values.put("akka.cluster.seed-nodes", seedNodes(settings));
    settings.tls().ifPresent(tls -> values.putAll(tls(tls)));
    return ConfigFactory.defaultOverrides()
        .withFallback(ConfigFactory.parseMap(values))
        .withFallback(ConfigFactory.parseResources(ClusterSystem.class.getClassLoader(), SETTINGS))
        .withFallback(ConfigFactory.defaultReference(ClusterSystem.class.getClassLoader()))
        .resolve();
  }

  private static List<String> seedNodes(ClusterSettings settings) {
    String protocol = "akka://" + NAME + "@";
    return settings.seeds().stream().map(seed -> protocol + seed).toList();
  }

  private static Map<String, Object> tls(RemotingTls tls) {
    String engine = "akka.remote.artery.ssl.config-ssl-engine.";
    return Map.of(
        "akka.remote.artery.transport",
        "tls-tcp",
        engine + "key-store",
        tls.keyStore().toString(),
        engine + "trust-store",
        tls.trustStore().toString(),
        engine + "key-store-password",
        tls.password(),
        engine + "key-password",
        tls.password(),
        engine + "trust-store-password",
        tls.password(),
        engine + "protocol",
        "TLSv1.3",
        engine + "enabled-algorithms",
        List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"),
        engine + "require-mutual-authentication",
        "on");
  }
}
