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
import io.quarterdeck.node.probe.Hooks;
import io.quarterdeck.node.probe.ProbeResults;
import io.quarterdeck.node.probe.Prober;
import io.quarterdeck.node.volume.TestVolumes;
import io.quarterdeck.node.volume.Volumes;
import io.quarterdeck.role.event.EventNote;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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
  private Vertx vertx;
  private Hooks hooks;
  private Prober prober;
  private final List<String> events = new CopyOnWriteArrayList<>();

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
    vertx = Vertx.vertx();
    hooks = new Hooks(cri, vertx, this::note);
    prober = new Prober(cri, vertx, hooks, this::note);
    volumes = TestVolumes.withoutApi(directory.resolve("node"));
  }

  @AfterEach
  void stop() throws Exception {
    if (layout != null) {
      if (vertx != null) {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      }
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

  /** Sees the target's processes, runs beside it and is not started again. */
  @Test
  void looksIntoARunningPod() throws Exception {
    ApiObject pod =
        pod(
            """
            {"terminationGracePeriodSeconds":1,
             "containers":[{"name":"main","image":"%s","command":["sh","-c",
               "trap 'exit 0' TERM; while true; do sleep 1; done"]}]}"""
                .formatted(TestImage.NAME));
    drive(pod, status -> ready(status));
    pod.json()
        .withObject("/spec")
        .withArray("/ephemeralContainers")
        .addObject()
        .put("name", "look")
        .put("image", TestImage.NAME)
        .put("targetContainerName", "main")
        .putArray("command")
        .add("sh")
        .add("-c")
        .add("cat /proc/1/cmdline; exit 3");
    JsonNode looked =
        drive(pod, status -> ephemeral(status).at("/state/terminated/exitCode").asInt() == 3);
    assertThat(read("logs/default_p_u-1/look/0.log")).contains("trap 'exit 0' TERM");
    assertThat(ready(looked)).isTrue();
    assertThat(
            PodPlanner.plan(PodSpec.of(pod), new CriRuntime(cri).of("u-1"), Instant.now())
                .actions())
        .as("what has ended stays as it is")
        .isEmpty();
  }

  /** Started by its hook, probed, found dead, restarted, and ended through its hook. */
  @Test
  void probesAndHooksGovernAContainer() throws Exception {
    ApiObject pod =
        pod(
            """
            {"terminationGracePeriodSeconds":5,"volumes":[{"name":"v","emptyDir":{}}],
             "containers":[{"name":"main","image":"%s",
               "command":["sh","-c","trap : TERM; echo > /tmp/alive; sleep 1000"],
               "volumeMounts":[{"name":"v","mountPath":"/v"}],
               "lifecycle":{
                 "postStart":{"exec":{"command":["sh","-c","echo > /tmp/hooked"]}},
                 "preStop":{"exec":{"command":["sh","-c","echo bye > /v/last"]}}},
               "startupProbe":{"periodSeconds":1,"exec":{"command":["cat","/tmp/hooked"]}},
               "readinessProbe":{"periodSeconds":1,"exec":{"command":["cat","/tmp/ready"]}},
               "livenessProbe":{"periodSeconds":1,"failureThreshold":2,
                 "terminationGracePeriodSeconds":1,
                 "exec":{"command":["cat","/tmp/alive"]}}}]}"""
                .formatted(TestImage.NAME));
    JsonNode started = drive(pod, status -> container(status).path("started").asBoolean());
    assertThat(container(started).path("ready").asBoolean()).isFalse();
    exec(container(started), "echo > /tmp/ready");
    JsonNode ready = drive(pod, status -> ready(status));
    exec(container(ready), "/bin/busybox rm /tmp/alive");
    drive(pod, status -> container(status).path("restartCount").asInt() == 1);
    assertThat(read("pods/u-1/volumes/v/last")).as("before the restart").isEqualTo("bye\n");
    assertThat(events)
        .contains(
            "Unhealthy: Liveness probe failed: cat: can't open '/tmp/alive': "
                + "No such file or directory\n",
            "Killing: Container main failed liveness probe, will be restarted")
        .containsSubsequence(
            "Pulled: Container image \"" + TestImage.NAME + "\" already present on machine",
            "Created: Created container: main",
            "Started: Started container main");
    prober.forget("u-1");
  }

  private void exec(JsonNode container, String script) {
    var unused =
        cri.exec(
            container.path("containerID").asText().substring("containerd://".length()),
            List.of("sh", "-c", script),
            Duration.ofSeconds(5));
  }

  @Test
  void saysWhyAContainerDoesNotStart() throws Exception {
    ApiObject absent =
        pod(
            """
            {"containers":[{"name":"main","image":"docker.io/quarterdeck/none:1",
             "imagePullPolicy":"Never"}]}""");
    drive(absent, status -> waits(status, "ErrImageNeverPull"));
    assertThat(events)
        .contains(
            "ErrImageNeverPull: Container image \"docker.io/quarterdeck/none:1\" is not present"
                + " with pull policy of Never");
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
                volumes),
            hooks,
            this::note,
            (_, _, _, _) -> {});
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      RuntimeState before = runtime.of(pod.uid());
      PodPlan plan =
          PodPlanner.plan(
              PodSpec.of(pod), before, prober.sync(pod, before).unstarted(), Instant.now());
      Map<String, PodPlan.Waiting> waiting = new HashMap<>(executor.execute(pod, plan, before));
      RuntimeState after = runtime.of(pod.uid());
      PodPlanner.plan(PodSpec.of(pod), after, Instant.now())
          .waiting()
          .forEach(waiting::putIfAbsent);
      ProbeResults probes = prober.sync(pod, after);
      ObjectNode status =
          PodStatus.of(
              pod,
              after,
              waiting,
              probes.unready(),
              probes.unstarted(),
              "192.0.2.1",
              Instant.now());
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

        @Override
        public List<ApiObject> services() {
          return List.of();
        }
      };

  private void note(EventNote note) {
    events.add(note.reason() + ": " + note.message());
  }

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

  private static JsonNode ephemeral(JsonNode status) {
    return status.path("ephemeralContainerStatuses").path(0);
  }

  private static ApiObject pod(String spec) {
    return ApiObject.parse(
        """
        {"metadata":{"name":"p","namespace":"default","uid":"u-1"},"spec":%s}"""
            .formatted(spec)
            .getBytes(StandardCharsets.UTF_8));
  }
}
