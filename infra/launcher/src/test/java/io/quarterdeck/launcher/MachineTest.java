package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  private static final int AT_ONCE = 4;

  @TempDir private Path dir;

  /** What {@code up} does of it, as a program. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws IOException {
      facts(Path.of(args[0]), args[1]);
    }
  }

  @Test
  void clustersThatAreMadeAtTheSameTimeShareNothing() throws Exception {
    List<Process> programs = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      programs.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Program.class.getName(),
                  dir.toString(),
                  "cluster " + i)
              .inheritIO()
              .start());
    }
    for (Process program : programs) {
      assertThat(program.waitFor()).isZero();
    }

    List<ClusterFacts> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      all.add(facts(dir, "cluster " + i));
    }
    assertThat(all).extracting(ClusterFacts::podCidr).doesNotHaveDuplicates();
    assertThat(all).extracting(ClusterFacts::serviceCidr).doesNotHaveDuplicates();
    assertThat(all).extracting(ClusterFacts::clusterDns).doesNotHaveDuplicates();
    assertThat(all)
        .flatExtracting(ClusterFacts::ports)
        .filteredOn(p -> p != 6443)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatAClusterWasGivenItKeepsAndLeavesWhenItIsRemoved() throws IOException {
    ClusterFacts one = facts(dir, "one");
    assertThat(facts(dir, "one")).isEqualTo(one);

    Files.delete(data(dir, "one").facts());

    assertThat(facts(dir, "two").podCidr()).isEqualTo(one.podCidr());
  }

  @Test
  void stateServicesThatStayKeepTheirPorts() throws IOException {
    ClusterFacts three = facts(dir, "one").withStateReplicas(3, Set.of());
    ClusterFacts two = three.withStateReplicas(2, Set.of());

    assertThat(three.processes(Role.STATE_SERVICE))
        .containsExactly("state-service", "state-service-2", "state-service-3");
    assertThat(three.statePorts()).hasSize(3).doesNotHaveDuplicates();
    assertThat(two.statePorts()).isEqualTo(three.statePorts().subList(0, 2));
    assertThat(two.healthPorts()).doesNotContainKey("state-service-3");
  }

  private static ClusterFacts facts(Path dir, String cluster) throws IOException {
    DataDir data = data(dir, cluster);
    data.create();
    return new Machine(dir.resolve("machine"))
        .facts(
            data,
            new Machine.Wish(
                stored -> stored.orElse(6443), stored -> stored.orElse(1), Optional.empty()));
  }

  private static DataDir data(Path dir, String cluster) {
    return new DataDir(dir.resolve(cluster));
  }
}
