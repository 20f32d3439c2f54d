package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapsTest {
  private static final Heaps LARGE = Heaps.parse(Map.of("state-service", "3g"));

  @Test
  void aHeapIsRemembered(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("heaps.json");
    assertThat(Heaps.load(file)).isEqualTo(Heaps.USUAL);
    LARGE.save(file);
    Heaps stored = Heaps.load(file);
    Heaps both = Heaps.choose(Heaps.parse(Map.of("api-gateway", "512M")), stored, false);
    assertThat(both.of(Role.STATE_SERVICE)).isEqualTo(3072);
    assertThat(both.of(Role.API_GATEWAY)).isEqualTo(512);
    assertThat(both.of(Role.NODE_AGENT)).isEqualTo(Role.NODE_AGENT.usualHeapMebibytes());
    assertThat(Role.STATE_SERVICE.jvmFlags(3072)).contains("-Xmx3072m");
  }

  @ParameterizedTest
  @CsvSource({
    "STATE_SERVICE, 1024, 256",
    "STATE_SERVICE, 24576, 1536",
    "STATE_SERVICE, 1048576, 4096",
    "CONTROLLER_SERVICE, 2048, 96",
    "CONTROLLER_SERVICE, 24576, 768"
  })
  void theUsualHeapIsAPartOfTheMachine(Role role, long machine, int heap) {
    assertThat(role.usualHeapMebibytes(machine)).isEqualTo(heap);
  }

  @Test
  void onlyAHeapThatWasAskedForRaisesTheBudget() {
    int usual = Role.STATE_SERVICE.usualHeapMebibytes();
    assertThat(Role.STATE_SERVICE.budgetMebibytes(usual + 1000))
        .isEqualTo(Role.STATE_SERVICE.budgetMebibytes(usual) + 1000);
    assertThat(Role.STATE_SERVICE.budgetMebibytes(Role.STATE_SERVICE.leastHeapMebibytes()))
        .isEqualTo(Role.STATE_SERVICE.budgetMebibytes(usual));
  }

  @Test
  void aRunningRoleKeepsItsHeap() {
    assertThat(Heaps.choose(Heaps.USUAL, LARGE, true)).isEqualTo(LARGE);
    assertThatThrownBy(() -> Heaps.choose(Heaps.parse(Map.of("state-service", "4g")), LARGE, true))
        .hasMessage(
            "state-service runs with a heap of 3072 MiB; for another: down, then up --heap"
                + " state-service=4096m");
  }

  @ParameterizedTest
  @CsvSource({
    "kubelet, 3g, there is no role kubelet",
    "state-service, lots, such as 512m or 3g",
    "state-service, 0m, such as 512m or 3g",
    "state-service, 64m, needs 256m at least"
  })
  void saysWhatIsWrong(String role, String size, String complaint) {
    assertThatThrownBy(() -> Heaps.parse(Map.of(role, size)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }
}
