package io.quarterdeck.node.containerd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarterdeck.cri.v1.ContainerConfig;
import io.quarterdeck.cri.v1.ContainerMetadata;
import io.quarterdeck.cri.v1.ContainerState;
import io.quarterdeck.cri.v1.ImageSpec;
import io.quarterdeck.cri.v1.LinuxPodSandboxConfig;
import io.quarterdeck.cri.v1.NamespaceMode;
import io.quarterdeck.cri.v1.PodSandboxConfig;
import io.quarterdeck.cri.v1.PodSandboxMetadata;
import io.quarterdeck.cri.v1.SecurityProfile.ProfileType;
import io.quarterdeck.node.cri.CriClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real containerd with real containers. */
class ContainerdTest {
  @TempDir Path directory;
  private ContainerdLayout layout;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(TestImage.possible(), "needs root, containerd and a static busybox");
    TestImage.write(directory);
    layout = new ContainerdLayout(directory.resolve("node"));
    ensure();
    await(() -> Files.exists(layout.socket()));
    new ImageImport(layout).all(directory.resolve("images"));
  }

  @AfterEach
  void stop() throws Exception {
    if (layout != null) {
      new Teardown(layout).run();
      assertThat(new Containerd(layout).running()).isEmpty();
      assertThat(Files.readString(Path.of("/proc/self/mounts")))
          .doesNotContain(directory.toString());
      assertThat(Path.of("/sys/class/net", layout.bridge())).doesNotExist();
    }
  }

  @Test
  void runsAContainerInAPodAndFindsItAgain() throws Exception {
    try (CriClient cri = new CriClient(layout.socket())) {
      assertThat(cri.version().getRuntimeName()).isEqualTo("containerd");
      assertThat(cri.image(TestImage.NAME)).isPresent();
      PodSandboxConfig pod = pod();
      String sandbox = cri.runSandbox(pod);
      assertThat(cri.sandbox(sandbox).orElseThrow().getNetwork().getIp()).startsWith("10.251.7.");

      String container = cri.createContainer(sandbox, container(), pod);
      cri.startContainer(container);
      assertThat(cri.container(container).orElseThrow().getState())
          .isEqualTo(ContainerState.CONTAINER_RUNNING);
      assertThat(
              cri.exec(container, List.of("echo", "there"), Duration.ofSeconds(5))
                  .getStdout()
                  .toString(StandardCharsets.UTF_8))
          .isEqualTo("there\n");
      await(() -> Files.readString(directory.resolve("logs/c/0.log")).contains("stdout F hello"));
    }
    assertThat(ensure()).as("a second start").isFalse();
    try (CriClient cri = new CriClient(layout.socket())) {
      var found = cri.containers(Map.of("io.kubernetes.pod.uid", "u-1")).getFirst();
      assertThat(found.getState()).isEqualTo(ContainerState.CONTAINER_RUNNING);
      cri.stopContainer(found.getId(), Duration.ofSeconds(1));
      assertThat(cri.container(found.getId()).orElseThrow().getExitCode()).isNotZero();
    }
  }

  @Test
  void filtersSystemCallsOfAContainerThatAsksForIt() throws Exception {
    assumeTrue(
        Files.readString(Path.of("/proc/self/status")).contains("Seccomp:"), "needs seccomp");
    try (CriClient cri = new CriClient(layout.socket())) {
      PodSandboxConfig pod = pod();
      String sandbox = cri.runSandbox(pod);
      assertThat(seccomp(cri, sandbox, ProfileType.RuntimeDefault)).contains("Seccomp:\t2");
      assertThat(seccomp(cri, sandbox, ProfileType.Unconfined)).contains("Seccomp:\t0");
    }
  }

  /** What the kernel says of the first process of a container with such a profile. */
  private String seccomp(CriClient cri, String sandbox, ProfileType type) throws Exception {
    ContainerConfig.Builder config = container().toBuilder();
    config.getMetadataBuilder().setName(type.name().toLowerCase(Locale.ROOT));
    var security = config.getLinuxBuilder().getSecurityContextBuilder();
    security.getNamespaceOptionsBuilder().setPid(NamespaceMode.CONTAINER);
    security.getSeccompBuilder().setProfileType(type);
    String container = cri.createContainer(sandbox, config.build(), pod());
    cri.startContainer(container);
    return cri.exec(container, List.of("cat", "/proc/1/status"), Duration.ofSeconds(5))
        .getStdout()
        .toString(StandardCharsets.UTF_8);
  }

  private boolean ensure() throws Exception {
    return new Containerd(layout).ensure(Machine.config(layout, TestImage.NAME), "10.251.7.0/24");
  }

  private PodSandboxConfig pod() {
    return PodSandboxConfig.newBuilder()
        .setMetadata(
            PodSandboxMetadata.newBuilder().setName("p").setNamespace("default").setUid("u-1"))
        .setHostname("p")
        .setLogDirectory(directory.resolve("logs").toString())
        .putLabels("io.kubernetes.pod.uid", "u-1")
        .setLinux(LinuxPodSandboxConfig.newBuilder())
        .build();
  }

  private static ContainerConfig container() {
    return ContainerConfig.newBuilder()
        .setMetadata(ContainerMetadata.newBuilder().setName("c"))
        .setImage(ImageSpec.newBuilder().setImage(TestImage.NAME))
        .addAllCommand(List.of("sh", "-c", "echo hello; sleep 1000"))
        .putLabels("io.kubernetes.pod.uid", "u-1")
        .setLogPath("c/0.log")
        .build();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
