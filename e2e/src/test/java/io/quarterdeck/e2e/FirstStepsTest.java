package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's walk through a new cluster. */
@WithCluster
class FirstStepsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  @Test
  void theNodeIsReadyAndDescribesItself(Cluster cluster) {
    String nodes = cluster.kubectl("get", "nodes").ok();

    assertThat(nodes.lines().findFirst().orElseThrow())
        .containsPattern("NAME +STATUS +ROLES +AGE +VERSION");
    assertThat(nodes.lines().skip(1).findFirst().orElseThrow()).contains(" Ready ");
    assertThat(cluster.get("nodes").at("/items/0/spec/taints").isMissingNode()).isTrue();
  }

  /** What Java's client offers first, and then waits for without an end. */
  @Test
  void noServiceUpgradesToHttp2WithoutTls(Cluster cluster) {
    assertThat(cluster.addresses())
        .hasSize(6)
        .allSatisfy(
            address ->
                assertThat(
                        http.sendAsync(
                            HttpRequest.newBuilder(URI.create("http://" + address + "/q/metrics"))
                                .build(),
                            BodyHandlers.discarding()))
                    .succeedsWithin(SOON)
                    .returns(HttpClient.Version.HTTP_1_1, HttpResponse::version));
  }

  @Test
  void aDeploymentRunsScalesHealsAndIsReachable(Cluster cluster, TestNamespace namespace)
      throws Exception {
    namespace
        .kubectl("create", "deployment", "web", "--image=quarterdeck/web:1", "--replicas=2")
        .ok();
    namespace
        .kubectl(
            "expose", "deployment", "web", "--port=80", "--target-port=8080", "--type=NodePort")
        .ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();

    assertThat(namespace.kubectl("get", "all", "-o", "wide").ok())
        .contains("pod/web-", "service/web", "deployment.apps/web", "replicaset.apps/web-");
    assertThat(namespace.kubectl("describe", "pod", "-l", "app=web").ok())
        .contains("Successfully assigned", "Started container");

    JsonNode service = namespace.get("service", "web");
    String clusterIp = service.at("/spec/clusterIP").asText();
    int nodePort = service.at("/spec/ports/0/nodePort").asInt();
    String node = cluster.get("nodes").at("/items/0/status/addresses/0/address").asText();
    answers("http://" + clusterIp + "/", "web-");
    answers("http://" + node + ":" + nodePort + "/", "web-");
    answers("http://127.0.0.1:" + nodePort + "/", "web-");
    String inNamespace = "/api/v1/namespaces/" + namespace.name();
    String pod = pods(namespace).getFirst();
    String nodeName = cluster.get("nodes").at("/items/0/metadata/name").asText();
    assertThat(raw(namespace, inNamespace + "/services/web:80/proxy/")).contains("web-");
    assertThat(raw(namespace, inNamespace + "/pods/" + pod + ":8080/proxy/")).contains(pod);
    assertThat(raw(namespace, "/api/v1/nodes/" + nodeName + "/proxy/healthz")).isEqualTo("ok");

    namespace.kubectl("scale", "deployment", "web", "--replicas=4").ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
    List<String> before = pods(namespace);
    assertThat(before).hasSize(4);

    namespace.kubectl("delete", "pod", before.getFirst()).ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
    assertThat(pods(namespace)).hasSize(4).doesNotContain(before.getFirst());

    namespace.kubectl("delete", "deployment", "web").ok();
    Cluster.await(
        "the end of the deployment's pods",
        SOON,
        () -> pods(namespace).isEmpty(),
        () -> namespace.kubectl("get", "pods").output());
  }

  private static String raw(TestNamespace namespace, String path) {
    return namespace.kubectl("get", "--raw", path).ok();
  }

  @Test
  void aPodFindsAServiceByItsName(TestNamespace namespace) {
    namespace.kubectl("create", "deployment", "web", "--image=quarterdeck/web:1").ok();
    namespace.kubectl("expose", "deployment", "web", "--port=80", "--target-port=8080").ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
    String url = "http://web." + namespace.name() + ".svc.cluster.local";
    namespace
        .kubectl(
            "run",
            "client",
            "--image=quarterdeck/shell:1",
            "--restart=Never",
            "--",
            "sh",
            "-c",
            "wget -qO- " + url + " && wget -qO- http://web")
        .ok();
    Cluster.await(
        "the client's end",
        SOON,
        () -> namespace.get("pod", "client").at("/status/phase").asText().equals("Succeeded"),
        () ->
            namespace.kubectl("describe", "pod", "client").output()
                + namespace.kubectl("logs", "client").output());

    assertThat(namespace.kubectl("logs", "client").ok()).contains("web-");
  }

  @Test
  void aContainerThatDiesIsRestarted(TestNamespace namespace) {
    namespace
        .kubectlWith(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: dying
            spec:
              containers:
              - name: main
                image: quarterdeck/shell:1
                command: [sh, -c, "echo born; sleep 1; exit 3"]
            """,
            "apply",
            "-f",
            "-")
        .ok();
    Cluster.await(
        "a restart",
        SOON,
        () ->
            namespace.get("pod", "dying").at("/status/containerStatuses/0/restartCount").asInt()
                > 0,
        () -> namespace.kubectl("describe", "pod", "dying").output());

    assertThat(
            namespace
                .get("pod", "dying")
                .at("/status/containerStatuses/0/lastState/terminated/exitCode")
                .asInt())
        .isEqualTo(3);
  }

  @Test
  void applyTwiceWithAChangeRollsOutAndUndoes(TestNamespace namespace) {
    namespace.kubectlWith(deployment("quarterdeck/web:1"), "apply", "-f", "-").ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
    assertThat(namespace.kubectlWith(deployment("quarterdeck/web:2"), "apply", "-f", "-").ok())
        .contains("deployment.apps/web configured");
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
    assertThat(images(namespace)).containsOnly("quarterdeck/web:2");
    assertThat(namespace.kubectlWith(deployment("quarterdeck/web:2"), "apply", "-f", "-").ok())
        .contains("deployment.apps/web unchanged");

    namespace.kubectl("rollout", "undo", "deployment/web").ok();
    namespace.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
    Cluster.await(
        "the old image",
        SOON,
        () -> images(namespace).stream().allMatch("quarterdeck/web:1"::equals),
        () -> images(namespace).toString());
  }

  private void answers(String url, String expected) {
    List<String> seen = new ArrayList<>();
    Cluster.await(
        url,
        SOON,
        () -> {
          seen.add(body(url));
          return seen.getLast().contains(expected);
        },
        () -> String.join("\n", seen));
  }

  private String body(String url) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> pods(TestNamespace namespace) {
    List<String> names = new ArrayList<>();
    namespace
        .get("pods")
        .path("items")
        .forEach(pod -> names.add(pod.at("/metadata/name").asText()));
    return names;
  }

  private static List<String> images(TestNamespace namespace) {
    List<String> images = new ArrayList<>();
    namespace
        .get("pods")
        .path("items")
        .forEach(
            pod -> {
              if (pod.at("/metadata/deletionTimestamp").isMissingNode()) {
                images.add(pod.at("/spec/containers/0/image").asText());
              }
            });
    return images;
  }

  private static String deployment(String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
    spec:
      replicas: 2
      selector:
        matchLabels: {app: web}
      template:
        metadata:
          labels: {app: web}
        spec:
          containers:
          - name: web
            image: %s
            ports:
            - containerPort: 8080
    """
        .formatted(image);
  }
}
