package io.quarterdeck.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarterdeck.bench.state.StateCommand;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of each benchmark runs and measures something; how fast is not asserted. */
class ShortRunTest {
  private static final int WORKLOADS = 4;

  @TempDir Path folder;

  @Test
  void theStateServiceBesideEtcd() throws IOException {
    Assumptions.assumeTrue(StateCommand.isPossible(), "etcd is not installed");
    JsonNode report = run("state");
    assertThat(report.path("scores")).hasSize(2 * WORKLOADS);
    for (JsonNode score : report.path("scores")) {
      assertThat(score.path("contender").asText()).isIn("quarterdeck", "etcd");
      assertSane(score.path("figures"));
      assertCpu(score, "load generator");
    }
    assertMemory(report, "state-service", "PostgreSQL", "Kafka", "etcd");
  }

  @Test
  void theApi() throws IOException {
    JsonNode report = run("api");
    assertThat(report.path("scores")).isNotEmpty();
    for (JsonNode score : report.path("scores")) {
      assertSane(score.path("figures"));
      assertCpu(score, "api-gateway", "load generator");
    }
    assertMemory(report, "api-gateway", "state-service", "PostgreSQL", "Kafka");
  }

  @Test
  void theStateServiceUnderFaults() throws IOException {
    JsonNode report = run("state-faults");
    assertThat(report.path("violations")).isEmpty();
    assertThat(report.path("answered").asLong()).isGreaterThan(1_000);
    assertThat(report.path("faults")).hasSize(3);
  }

  private JsonNode run(String command) throws IOException {
    Path file = folder.resolve(command + ".json");
    assertThat(Main.run(command, "--short", "--json", file.toString())).isZero();
    return new ObjectMapper().readTree(file.toFile());
  }

  private static void assertSane(JsonNode figures) {
    assertThat(figures.path("count").asLong()).isPositive();
    assertThat(figures.path("perSecond").asDouble()).isPositive();
    assertThat(figures.path("p50Ms").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(figures.path("p99Ms").asDouble());
    assertThat(figures.path("p99Ms").asDouble())
        .isLessThanOrEqualTo(figures.path("maxMs").asDouble());
  }

  private static void assertCpu(JsonNode score, String... processes) {
    for (String process : processes) {
      assertThat(score.path("cpuSeconds").path(process).asDouble()).as(process).isPositive();
    }
  }

  private static void assertMemory(JsonNode report, String... processes) {
    for (String process : processes) {
      assertThat(report.path("pssBytes").path(process).asLong()).as(process).isPositive();
    }
  }
}
