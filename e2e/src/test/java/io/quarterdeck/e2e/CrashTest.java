package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes are killed, they come back by themselves, and nothing that was promised is lost. */
@WithCluster
class CrashTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aKilledAgentFindsItsPodsRunning(Cluster cluster, TestNamespace namespace) {
    namespace
        .kubectl("create", "deployment", "web", "--image=quarterdeck/web:1", "--replicas=2")
        .ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
    List<String> before = containers(namespace);

    cluster.kill("node-agent");
    namespace.kubectl("scale", "deployment", "web", "--replicas=3").ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();

    assertThat(containers(namespace)).as("none was restarted").containsAll(before).hasSize(3);
  }

  @Test
  void informersOutliveAKilledGateway(Cluster cluster, TestNamespace namespace) {
    Config config = Config.fromKubeconfig(cluster.kubeconfig().toFile());
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
        SharedIndexInformer<ConfigMap> informer =
            client.configMaps().inNamespace(namespace.name()).inform()) {
      namespace.kubectl("create", "configmap", "before", "--from-literal=a=1").ok();
      awaitSeen(informer, namespace, "before");

      cluster.kill("api-gateway");
      namespace.kubectl("create", "configmap", "after", "--from-literal=a=2").ok();
      namespace.kubectl("delete", "configmap", "before").ok();

      awaitSeen(informer, namespace, "after");
      Cluster.await(
          "the informer's loss of what was deleted",
          SOON,
          () -> informer.getIndexer().getByKey(namespace.name() + "/before") == null,
          () -> informer.getIndexer().listKeys().toString());
    }
  }

  private static void awaitSeen(
      SharedIndexInformer<ConfigMap> informer, TestNamespace namespace, String name) {
    Cluster.await(
        "the informer's sight of " + name,
        SOON,
        () -> informer.getIndexer().getByKey(namespace.name() + "/" + name) != null,
        () -> informer.getIndexer().listKeys().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state-service",
        "postgresql",
        "kafka",
        "controller-service",
        "scheduler-service",
        "cloud-adapter"
      })
  void theClusterConvergesAgain(String name, Cluster cluster, TestNamespace namespace) {
    namespace.kubectl("create", "configmap", "kept", "--from-literal=a=1").ok();
    namespace.kubectl("create", "deployment", "web", "--image=quarterdeck/web:1").ok();

    cluster.kill(name);

    assertThat(namespace.get("configmap", "kept").at("/data/a").asText()).isEqualTo("1");
    namespace.kubectl("scale", "deployment", "web", "--replicas=2").ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
    assertThat(containers(namespace)).hasSize(2);
  }

  private static List<String> containers(TestNamespace namespace) {
    List<String> ids = new ArrayList<>();
    for (JsonNode pod : namespace.get("pods").path("items")) {
      for (JsonNode status : pod.at("/status/containerStatuses")) {
        ids.add(status.path("containerID").asText() + " " + status.path("restartCount").asInt());
      }
    }
    return ids;
  }
}
