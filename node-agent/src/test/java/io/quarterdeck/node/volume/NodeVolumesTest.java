package io.quarterdeck.node.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real directories and mounts. */
class NodeVolumesTest {
  @TempDir Path root;
  private TestVolumes node;

  @BeforeEach
  void start() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root for mounts");
    node = new TestVolumes(root);
  }

  @AfterEach
  void releaseAll() throws Exception {
    if (node != null) {
      node.volumes.release("u");
      assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(root.toString());
      assertThat(root.resolve("pods/u")).doesNotExist();
    }
  }

  @Test
  void secretsLieInMemoryAndChangeAllAtOnce() throws Exception {
    Reference secret = new Reference.Secret("s");
    node.found.put(secret, VolumePlannerTest.json("{'data':{'a':'MQ==','b':'Mg=='}}"));
    ApiObject pod = pod("{'name':'v','secret':{'secretName':'s'}}", "'fsGroup':4711");
    Path volume = at(node.volumes.prepare(pod), "v");
    assertThat(Files.getFileStore(volume).type()).isEqualTo("tmpfs");
    assertThat(Files.readString(volume.resolve("a"))).isEqualTo("1");
    assertThat(Files.readSymbolicLink(volume.resolve("a"))).isEqualTo(Path.of("..data/a"));
    assertThat(Files.getAttribute(volume.resolve("a"), "unix:gid")).isEqualTo(4711);
    Path version = volume.resolve("..data").toRealPath();

    node.volumes.refresh();
    assertThat(volume.resolve("..data").toRealPath()).as("nothing changed").isEqualTo(version);

    node.found.put(secret, VolumePlannerTest.json("{'data':{'a':'Mw==','c':'NA=='}}"));
    node.volumes.refresh();
    assertThat(Files.readString(volume.resolve("a"))).isEqualTo("3");
    assertThat(Files.readString(volume.resolve("c"))).isEqualTo("4");
    assertThat(volume.resolve("b")).doesNotExist();
    assertThat(version).doesNotExist();

    node.found.clear();
    node.volumes.refresh();
    assertThat(Files.readString(volume.resolve("a"))).as("the secret is gone").isEqualTo("3");
  }

  @Test
  void whatCannotBeMountedIsToldInAnEvent() throws Exception {
    ApiObject pod = pod("{'name':'v','configMap':{'name':'cm'}}", "'fsGroup':1");
    assertThatThrownBy(() -> node.volumes.prepare(pod))
        .hasMessage("MountVolume.SetUp failed for volume \"v\" : configmap \"cm\" not found");
    assertThat(node.events.getFirst().reason()).isEqualTo("FailedMount");
    node.found.put(new Reference.ConfigMap("cm"), VolumePlannerTest.json("{'data':{'k':'value'}}"));
    assertThat(Files.readString(at(node.volumes.prepare(pod), "v").resolve("k")))
        .isEqualTo("value");
  }

  @Test
  void emptyDirectoriesAreSharedAndBounded() throws Exception {
    ApiObject pod =
        pod(
            "{'name':'disk','emptyDir':{}},"
                + "{'name':'memory','emptyDir':{'medium':'Memory','sizeLimit':'1Mi'}}",
            "'fsGroup':4711");
    Map<String, Path> volumes = node.volumes.prepare(pod);
    assertThat((Integer) Files.getAttribute(at(volumes, "disk"), "unix:mode") & 07777)
        .isEqualTo(02777);
    Files.writeString(at(volumes, "disk").resolve("kept"), "x");
    assertThat(Files.getFileStore(at(volumes, "memory")).getTotalSpace()).isEqualTo(1 << 20);
    Files.writeString(at(volumes, "memory").resolve("kept"), "x");
    node.volumes.prepare(pod);
    assertThat(at(volumes, "disk").resolve("kept")).exists();
    assertThat(at(volumes, "memory").resolve("kept")).exists();
  }

  @Test
  void hostPathsAreCheckedAndNeverDeleted() throws Exception {
    Path data = root.resolve("data");
    String volume = "{'name':'v','hostPath':{'path':'%s','type':'%s'}}";
    assertThatThrownBy(
            () -> node.volumes.prepare(pod(volume.formatted(data, "Directory"), "'x':1")))
        .hasMessageEndingWith("hostPath type check failed: " + data + " is not a directory");
    ApiObject pod = pod(volume.formatted(data, "DirectoryOrCreate"), "'x':1");
    assertThat(node.volumes.prepare(pod).get("v")).isEqualTo(data).isDirectory();
    assertThatThrownBy(() -> node.volumes.prepare(pod(volume.formatted(data, "Socket"), "'x':1")))
        .hasMessageEndingWith("is not a socket file");
    node.volumes.release("u");
    assertThat(data).isDirectory();
  }

  private static Path at(Map<String, Path> volumes, String name) {
    return Objects.requireNonNull(volumes.get(name));
  }

  private static ApiObject pod(String volumes, String security) {
    return ApiObject.parse(
        Json.bytes(
            VolumePlannerTest.json(
                "{'metadata':{'name':'p','namespace':'default','uid':'u'},'spec':{"
                    + "'securityContext':{"
                    + security
                    + "},'volumes':["
                    + volumes
                    + "]}}")));
  }
}
