package io.quarterdeck.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import org.junit.jupiter.api.Test;

class PodReporterTest {
  /** Else a pod to which nothing happens would be reported with every look at it. */
  @Test
  void knowsAgainWhatItHasTold() {
    ObjectNode status = Json.object().put("observedGeneration", 1L).put("phase", "Running");
    JsonNode told = Json.parse(Json.bytes(status));
    assertThat(PodReporter.isSame(status, told)).isTrue();
    assertThat(PodReporter.isSame(status.put("observedGeneration", 2L), told)).isFalse();
  }
}
