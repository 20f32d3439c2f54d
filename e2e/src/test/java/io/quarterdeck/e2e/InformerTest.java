package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.quarterdeck.testkit.TcpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** An informer whose connection breaks, again and again, while objects come, change and go. */
@WithCluster
class InformerTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROUNDS = 4;
  private static final int OBJECTS = 12;

  @Test
  void itsStoreIsWhatAFreshListSays(Cluster cluster, TestNamespace namespace) {
    Config direct = Config.fromKubeconfig(cluster.kubeconfig().toFile());
    Config broken = Config.fromKubeconfig(cluster.kubeconfig().toFile());
    URI server = URI.create(direct.getMasterUrl());
    Told told = new Told();
    try (TcpProxy proxy = TcpProxy.to(server.getPort())) {
      broken.setMasterUrl("https://127.0.0.1:" + proxy.port() + "/");
      broken.setWatchReconnectInterval(100);
      try (KubernetesClient writer = client(direct);
          KubernetesClient reader = client(broken);
          SharedIndexInformer<ConfigMap> informer =
              reader.configMaps().inNamespace(namespace.name()).inform(told)) {
        for (int round = 0; round < ROUNDS; round++) {
          write(writer, namespace, round, 0, OBJECTS / 3);
          if (round % 2 == 0) {
            proxy.cut();
          } else {
            proxy.stall();
          }
          write(writer, namespace, round, OBJECTS / 3, OBJECTS);
          if (round % 2 == 1) {
            proxy.cut(); // What was held up is lost.
          }
          proxy.flow();
          awaitSame(informer, writer, namespace);
        }
      }
    }

    assertThat(told.contradictions).isEmpty();
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Creates some, changes those of the round before, and deletes those before it. */
  private static void write(
      KubernetesClient client, TestNamespace namespace, int round, int from, int to) {
    var maps = client.configMaps().inNamespace(namespace.name());
    for (int i = from; i < to; i++) {
      maps.resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName(name(round, i))
                  .endMetadata()
                  .build())
          .create();
      if (round > 0) {
        maps.withName(name(round - 1, i)).edit(map -> changed(map));
      }
      if (round > 1) {
        maps.withName(name(round - 2, i)).delete();
      }
    }
  }

  private static ConfigMap changed(ConfigMap map) {
    return new ConfigMapBuilder(map).addToData("changed", "yes").build();
  }

  private static String name(int round, int number) {
    return "round-" + round + "-" + number;
  }

  private static void awaitSame(
      SharedIndexInformer<ConfigMap> informer, KubernetesClient client, TestNamespace namespace) {
    Map<String, String> listed =
        versions(client.configMaps().inNamespace(namespace.name()).list().getItems());
    Cluster.await(
        "the informer's sight of all that there is",
        SOON,
        () -> versions(informer.getStore().list()).equals(listed),
        () -> versions(informer.getStore().list()) + " instead of " + listed);
  }

  private static Map<String, String> versions(Collection<ConfigMap> maps) {
    Map<String, String> versions = new TreeMap<>();
    maps.forEach(
        each ->
            versions.put(each.getMetadata().getName(), each.getMetadata().getResourceVersion()));
    return versions;
  }

  /** Holds what the informer tells against what it told before. */
  private static final class Told implements ResourceEventHandler<ConfigMap> {
    private final Map<String, String> there = new ConcurrentHashMap<>();
    private final List<String> contradictions = new CopyOnWriteArrayList<>();

    @Override
    public void onAdd(ConfigMap map) {
      if (there.put(map.getMetadata().getUid(), version(map)) != null) {
        contradictions.add("added twice: " + map.getMetadata().getName());
      }
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap map) {
      String known = there.put(map.getMetadata().getUid(), version(map));
      if (known == null || !known.equals(version(before))) {
        contradictions.add("changed from what was not told: " + map.getMetadata().getName());
      }
    }

    @Override
    public void onDelete(ConfigMap map, boolean unseen) {
      if (there.remove(map.getMetadata().getUid()) == null) {
        contradictions.add("gone without having come: " + map.getMetadata().getName());
      }
    }

    private static String version(ConfigMap map) {
      return map.getMetadata().getResourceVersion();
    }
  }
}
