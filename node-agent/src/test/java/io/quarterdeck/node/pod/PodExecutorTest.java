package io.quarterdeck.node.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.container.Environment;
import io.quarterdeck.node.container.SandboxConfigs;
import io.quarterdeck.node.containerd.Containerd;
import io.quarterdeck.node.containerd.ContainerdLayout;
import io.quarterdeck.node.containerd.ImageImport;
import io.quarterdeck.node.containerd.Machine;
import io.quarterdeck.node.containerd.Teardown;
import io.quarterdeck.node.containerd.TestImage;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.volume.TestVolumes;
import io.quarterdeck.node.volume.Volumes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods from their JSON to real containers and back to their status. */
class PodExecutorTest {
  @TempDir Path directory;
  private ContainerdLayout layout;
  private CriClient cri;
  private Volumes volumes;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(TestImage.possible(), "needs root, containerd and a static busybox");
    TestImage.write(directory);
    layout = new ContainerdLayout(directory.resolve("node"));
    new Containerd(layout).ensure(Machine.config(layout, TestImage.NAME), "10.251.8.0/24");
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!Files.exists(layout.socket())) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
    new ImageImport(layout).all(directory.resolve("images"));
    cri = new CriClient(layout.socket());
    volumes = TestVolumes.withoutApi(directory.resolve("node"));
  }

  @AfterEach
  void stop() throws Exception {
    if (layout != null) {
      if (cri != null) {
        cri.close();
      }
      new Teardown(layout).run();
    }
  }

  @Test
  void runsRestartsAdoptsAndEndsAPod() throws Exception {
    ApiObject pod =
        pod(
            """
            {"terminationGracePeriodSeconds":1,
             "volumes":[{"name":"v","emptyDir":{}}],
             "initContainers":[{"name":"first","image":"%1$s","command":["sh","-c",
               "echo ready > /v/state"],"volumeMounts":[{"name":"v","mountPath":"/v"}]}],
             "containers":[{"name":"main","image":"%1$s",
               "env":[{"name":"IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
               "command":["sh","-c","cat /v/state; echo $IP; sleep 1000"],
               "volumeMounts":[{"name":"v","mountPath":"/v"}]}]}"""
                .formatted(TestImage.NAME));
    JsonNode running = drive(pod, status -> ready(status));
    assertThat(running.path("podIP").asText()).startsWith("10.251.8.");
    String log = "logs/default_p_u-1/main/0.log";
    drive(pod, _ -> read(log).contains("stdout F " + running.path("podIP").asText()));
    assertThat(read(log)).contains("stdout F ready");

    String id = container(running).path("containerID").asText();
    CriRuntime another = new CriRuntime(cri);
    assertThat(PodPlanner.plan(PodSpec.of(pod), another.of("u-1"), Instant.now()).actions())
        .as("a fresh agent changes nothing")
        .isEmpty();

    cri.stopContainer(id.substring("containerd://".length()), Duration.ZERO);
    JsonNode restarted =
        drive(pod, status -> ready(status) && container(status).path("restartCount").asInt() == 1);
    assertThat(container(restarted).at("/lastState/terminated/exitCode").asInt()).isEqualTo(137);

    ((ObjectNode) pod.json().path("metadata"))
        .put("deletionTimestamp", "2026-01-01T00:00:00Z")
        .put("deletionGracePeriodSeconds", 1);
    JsonNode ended = drive(pod, status -> container(status).at("/state").has("terminated"));
    assertThat(ended.path("phase").asText()).isEqualTo("Failed");
    drive(pod, _ -> !new CriRuntime(cri).of("u-1").ready());
  }

  @Test
  void saysWhyAContainerDoesNotStart() throws Exception {
    ApiObject absent =
        pod(
            """
            {"containers":[{"name":"main","image":"docker.io/quarterdeck/none:1",
             "imagePullPolicy":"Never"}]}""");
    drive(absent, status -> waits(status, "ErrImageNeverPull"));
    ApiObject volume =
        pod(
            """
            {"volumes":[{"name":"v","nfs":{"server":"x","path":"/"}}],
             "containers":[{"name":"main","image":"%s"}]}"""
                .formatted(TestImage.NAME));
    drive(volume, status -> waits(status, "ContainerCreating"));
  }

  /** Looks, plans, acts and reports until the status is as wanted. */
  private JsonNode drive(ApiObject pod, Predicate<JsonNode> wanted) throws Exception {
    CriRuntime runtime = new CriRuntime(cri);
    PodExecutor executor =
        new PodExecutor(
            cri,
            new PodExecutor.Node(
                "n",
                "192.0.2.1",
                directory.resolve("node"),
                new SandboxConfigs.ClusterDns("10.96.0.10", "cluster.local"),
                NOTHING,
                volumes));
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      RuntimeState before = runtime.of(pod.uid());
      PodPlan plan = PodPlanner.plan(PodSpec.of(pod), before, Instant.now());
      Map<String, PodPlan.Waiting> waiting = new HashMap<>(executor.execute(pod, plan, before));
      RuntimeState after = runtime.of(pod.uid());
      PodPlanner.plan(PodSpec.of(pod), after, Instant.now())
          .waiting()
          .forEach(waiting::putIfAbsent);
      ObjectNode status = PodStatus.of(pod, after, waiting, Set.of(), "192.0.2.1", Instant.now());
      pod.json().set("status", status);
      if (wanted.test(status)) {
        return status;
      }
      assertThat(System.nanoTime()).as("time is up: %s", status).isLessThan(deadline);
    }
  }

  private static final Environment.Lookup NOTHING =
      new Environment.Lookup() {
        @Override
        public Optional<ApiObject> configMap(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<ApiObject> secret(String name) {
          return Optional.empty();
        }
      };

  private String read(String file) {
    try {
      return Files.readString(directory.resolve("node").resolve(file));
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean ready(JsonNode status) {
    return container(status).path("ready").asBoolean();
  }

  private static boolean waits(JsonNode status, String reason) {
    return container(status).at("/state/waiting/reason").asText().equals(reason);
  }

  private static JsonNode container(JsonNode status) {
    return status.path("containerStatuses").path(0);
  }

  private static ApiObject pod(String spec) {
    return ApiObject.parse(
        """
        {"metadata":{"name":"p","namespace":"default","uid":"u-1"},"spec":%s}"""
            .formatted(spec)
            .getBytes(StandardCharsets.UTF_8));
  }
}
