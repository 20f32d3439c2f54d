package io.quarterdeck.gateway.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentHealthTest {
  private static final ObjectKey SCHEDULER = new ObjectKey("kube-system", "kube-scheduler");
  private static final Instant RENEWED = Instant.parse("2026-01-01T12:00:00Z");

  private static List<ApiObject> components(Optional<ApiObject> lease, Instant now) {
    return ComponentHealth.of(
        key -> lease.filter(each -> each.key().equals(key)), Optional.empty(), now);
  }

  private static JsonNode condition(List<ApiObject> components, String name) {
    return components.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .at("conditions")
        .path(0);
  }

  private static ApiObject lease(String holder, int seconds) {
    ApiObject lease = ApiObject.create(Resources.LEASES, SCHEDULER);
    lease
        .json()
        .putObject("spec")
        .put("holderIdentity", holder)
        .put("leaseDurationSeconds", seconds)
        .put("renewTime", "2026-01-01T12:00:00.000000Z");
    return lease;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a  | 15 | 0  | True  | ~~
          a  | 15 | 15 | True  | ~~
          a  | 15 | 16 | False | the lease kube-system/kube-scheduler was last renewed at 2026-01-01T12:00:00.000000Z
          a  | 60 | 16 | True  | ~~
          ~~ | 1  | 0  | False | nobody holds the lease kube-system/kube-scheduler
          """)
  void aRoleIsHealthyWhileItsLeaderRenewsItsLease(
      String holder, int seconds, int later, String status, String error) {
    JsonNode condition =
        condition(
            components(Optional.of(lease(holder, seconds)), RENEWED.plusSeconds(later)),
            "scheduler");
    assertThat(condition.path("type").asText()).isEqualTo("Healthy");
    assertThat(condition.path("status").asText()).isEqualTo(status);
    assertThat(condition.path("message").asText("")).isEqualTo(error.isEmpty() ? "ok" : "");
    assertThat(condition.path("error").asText("")).isEqualTo(error);
  }

  @Test
  void aRoleThatNeverLedIsNotHealthy() {
    assertThat(condition(components(Optional.empty(), RENEWED), "controller-manager"))
        .hasToString(
            "{\"type\":\"Healthy\",\"status\":\"False\","
                + "\"error\":\"nobody holds the lease kube-system/kube-controller-manager\"}");
  }

  @Test
  void theStoreIsHealthyWhenItAnswers() {
    assertThat(condition(components(Optional.empty(), RENEWED), "etcd-0").path("status").asText())
        .isEqualTo("True");
    List<ApiObject> silent =
        ComponentHealth.of(key -> Optional.empty(), Optional.of("no answer"), RENEWED);
    assertThat(condition(silent, "etcd-0").path("error").asText()).isEqualTo("no answer");
  }
}
