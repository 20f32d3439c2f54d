package io.quarterdeck.node.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question that is put to a container again and again.
 *
 * @param grace how long a container that failed it may take to end; empty: as long as its pod says
 */
record Probe(
    Kind kind,
    JsonNode handler,
    Duration initialDelay,
    Duration period,
    Duration timeout,
    int successThreshold,
    int failureThreshold,
    Optional<Duration> grace) {

  /** What the answer decides. */
  enum Kind {
    STARTUP("startupProbe", "Startup"),
    LIVENESS("livenessProbe", "Liveness"),
    READINESS("readinessProbe", "Readiness");

    private final String field;
    private final String word;

    Kind(String field, String word) {
      this.field = field;
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static List<Probe> of(JsonNode container) {
    List<Probe> probes = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      JsonNode probe = container.path(kind.field);
      if (probe.isObject()) {
        probes.add(
            new Probe(
                kind,
                probe,
                Duration.ofSeconds(probe.path("initialDelaySeconds").asLong(0)),
                seconds(probe, "periodSeconds", 10),
                seconds(probe, "timeoutSeconds", 1),
                Math.max(1, probe.path("successThreshold").asInt(1)),
                Math.max(1, probe.path("failureThreshold").asInt(3)),
                probe.path("terminationGracePeriodSeconds").isNumber()
                    ? Optional.of(
                        Duration.ofSeconds(probe.path("terminationGracePeriodSeconds").asLong()))
                    : Optional.empty()));
      }
    }
    return probes;
  }

  /** Zero means the default, as in the API. */
  private static Duration seconds(JsonNode probe, String field, long absent) {
    long seconds = probe.path(field).asLong(0);
    return Duration.ofSeconds(seconds > 0 ? seconds : absent);
  }
}
