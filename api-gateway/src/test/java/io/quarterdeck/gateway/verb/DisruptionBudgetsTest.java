package io.quarterdeck.gateway.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisruptionBudgetsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String VIOLATES =
      "Cannot evict pod as it would violate the pod's disruption budget.";

  @Test
  void takesOneOfWhatIsAllowed() {
    ApiObject spent = spend(pod("Running", true), budget("", 2, 3, 2)).orElseThrow();
    assertThat(spent.integer(-1, "status", "disruptionsAllowed")).isEqualTo(1);
    assertThat(spent.text("status", "disruptedPods", "p")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(spent.at("status", "conditions").isMissingNode()).isTrue();
  }

  @Test
  void saysWhenItWasTheLast() {
    ApiObject spent = spend(pod("Running", true), budget("", 1, 3, 2)).orElseThrow();
    assertThat(spent.at("status", "conditions").get(0).path("status").asText()).isEqualTo("False");
    assertThat(spent.at("status", "conditions").get(0).path("reason").asText())
        .isEqualTo("InsufficientPods");
  }

  @Test
  void refusesWhatWouldViolateIt() {
    assertThatThrownBy(() -> spend(pod("Running", true), budget("", 0, 2, 2)))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(429);
              assertThat(failure.reason()).isEqualTo("TooManyRequests");
              assertThat(failure.status().at("/details/causes/0/reason").asText())
                  .isEqualTo("DisruptionBudget");
              assertThat(failure.status().at("/details/causes/0/message").asText())
                  .isEqualTo("The disruption budget b needs 2 healthy pods and has 2 currently");
            })
        .hasMessage(VIOLATES);
  }

  @Test
  void waitsForTheController() {
    ApiObject unseen = budget("", 5, 3, 2);
    unseen.json().withObject("/metadata").put("generation", 2);
    assertThatThrownBy(() -> spend(pod("Running", true), unseen))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.retryAfterSeconds()).isEqualTo(10))
        .hasMessage(VIOLATES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pending", "Succeeded", "Failed"})
  void letsPodsGoThatServeNobody(String phase) {
    assertThat(spend(pod(phase, false), budget("", 0, 2, 2))).isEmpty();
  }

  @Test
  void letsPodsGoThatGoAlready() {
    ApiObject pod = pod("Running", true);
    pod.json().withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    assertThat(spend(pod, budget("", 0, 2, 2))).isEmpty();
  }

  /** Of an unready pod: the policy, the healthy pods, how many there must be, whether it may go. */
  @ParameterizedTest
  @CsvSource({
    "'', 2, 2, true",
    "IfHealthyBudget, 2, 2, true",
    "IfHealthyBudget, 1, 2, false",
    "IfHealthyBudget, 0, 0, false",
    "AlwaysAllow, 0, 2, true",
  })
  void countsNoUnreadyPodsWhileOthersServe(String policy, int healthy, int desired, boolean goes) {
    ApiObject unready = pod("Running", false);
    ApiObject budget = budget(policy, 0, healthy, desired);
    if (goes) {
      assertThat(spend(unready, budget)).isEmpty();
    } else {
      assertThatThrownBy(() -> spend(unready, budget)).hasMessage(VIOLATES);
    }
  }

  @Test
  void knowsTheBudgetsOfOtherPods() {
    ApiObject other = budget("", 0, 2, 2);
    other.json().withObject("/spec/selector/matchLabels").put("app", "other");
    assertThat(spend(pod("Running", true), other)).isEmpty();
  }

  @Test
  void cannotChooseAmongSeveral() {
    List<ApiObject> two = List.of(budget("", 5, 3, 2), budget("", 5, 3, 2));
    assertThatThrownBy(() -> DisruptionBudgets.spend(pod("Running", true), two, NOW))
        .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code()).isEqualTo(500))
        .hasMessage(
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                + " not support.");
  }

  private static Optional<ApiObject> spend(ApiObject pod, ApiObject budget) {
    return DisruptionBudgets.spend(pod, List.of(budget), NOW);
  }

  private static ApiObject pod(String phase, boolean ready) {
    return parse(
        """
        {"metadata":{"name":"p","labels":{"app":"web"}},
         "status":{"phase":"%s","conditions":[{"type":"Ready","status":"%s"}]}}"""
            .formatted(phase, ready ? "True" : "False"));
  }

  private static ApiObject budget(String policy, int allowed, int healthy, int desired) {
    ApiObject budget =
        parse(
            """
            {"metadata":{"name":"b","generation":1},
             "spec":{"selector":{"matchLabels":{"app":"web"}}},
             "status":{"observedGeneration":1,"disruptionsAllowed":%d,"currentHealthy":%d,"desiredHealthy":%d}}"""
                .formatted(allowed, healthy, desired));
    if (!policy.isEmpty()) {
      budget.json().withObject("/spec").put("unhealthyPodEvictionPolicy", policy);
    }
    return budget;
  }

  private static ApiObject parse(String json) {
    return ApiObject.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
