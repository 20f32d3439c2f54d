package io.quarterdeck.controller.disruption;

import static io.quarterdeck.controller.testing.Objects.json;
import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.OwnerReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Optional<Expected.Scale> FOUR = Optional.of(new Expected.Scale("d", 4));

  /** Of four wanted replicas three are there and healthy. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          'minAvailable':2,        3, 2, 1
          'minAvailable':3,        3, 3, 0
          'minAvailable':5,        3, 5, 0
          'minAvailable':'50%',    4, 2, 1
          'minAvailable':'51%',    4, 3, 0
          'maxUnavailable':1,      4, 3, 0
          'maxUnavailable':2,      4, 2, 1
          'maxUnavailable':'26%',  4, 2, 1
          'maxUnavailable':'100%', 4, 0, 3
          'maxUnavailable':9,      4, 0, 3
          """)
  void countsWhatMayGo(String bound, int expected, int desired, int allowed) {
    JsonNode status = plan(budget(bound, "{}"), pods(3)).status();

    assertThat(status.path("expectedPods").asInt()).isEqualTo(expected);
    assertThat(status.path("desiredHealthy").asInt()).isEqualTo(desired);
    assertThat(status.path("currentHealthy").asInt()).isEqualTo(3);
    assertThat(status.path("disruptionsAllowed").asInt()).isEqualTo(allowed);
    assertThat(status.path("observedGeneration").asInt()).isEqualTo(2);
    assertThat(status.path("conditions").path(0).path("reason").asText())
        .isEqualTo(allowed > 0 ? "SufficientPods" : "InsufficientPods");
  }

  @Test
  void whatIsNotReadyOrGoesIsNotHealthy() {
    ApiObject unready = pod("unready", "False");
    ApiObject going = pod("going", "True");
    going.json().withObject("/metadata").put("deletionTimestamp", "2026-01-02T03:04:00Z");

    JsonNode status =
        plan(budget("'minAvailable':1", "{}"), List.of(pod("a", "True"), unready, going)).status();

    assertThat(status.path("currentHealthy").asInt()).isEqualTo(1);
    assertThat(status.path("disruptionsAllowed").asInt()).isZero();
  }

  @Test
  void whatWasEvictedCountsAsGoneForTwoMinutes() {
    String evicted =
        "{'disruptedPods':{'p0':'2026-01-02T03:03:05Z','gone':'2026-01-02T03:03:05Z'}}";
    BudgetPlan plan = plan(budget("'minAvailable':1", evicted), pods(3));

    assertThat(plan.status().path("disruptedPods"))
        .isEqualTo(json("{'p0':'2026-01-02T03:03:05Z'}"));
    assertThat(plan.status().path("disruptionsAllowed").asInt()).isEqualTo(1);
    assertThat(plan.again()).contains(Duration.ofMinutes(1));

    String longAgo = "{'disruptedPods':{'p0':'2026-01-02T03:02:05Z'}}";
    BudgetPlan later = plan(budget("'minAvailable':1", longAgo), pods(3));
    assertThat(later.status().has("disruptedPods")).isFalse();
    assertThat(later.status().path("disruptionsAllowed").asInt()).isEqualTo(2);
  }

  @Test
  void nothingMayGoWhenNobodySaysHowManyThereShouldBe() {
    BudgetPlan plan =
        BudgetPlanner.plan(
            budget("'maxUnavailable':1", "{'disruptionsAllowed':2}"),
            pods(1),
            controller -> Optional.empty(),
            NOW);

    assertThat(plan.unknown()).contains("found no controllers for pod \"p0\"");
    assertThat(plan.status().path("disruptionsAllowed").asInt()).isZero();
    assertThat(plan.status().path("conditions").path(0).path("reason").asText())
        .isEqualTo("SyncFailed");
  }

  @Test
  void nothingChangesOfItself() {
    ApiObject budget = budget("'minAvailable':1", "{}");
    ObjectNode status = plan(budget, pods(3)).status();
    budget.json().set("status", status.deepCopy());

    assertThat(plan(budget, pods(3)).status()).isEqualTo(status);
  }

  private static BudgetPlan plan(ApiObject budget, List<ApiObject> pods) {
    return BudgetPlanner.plan(budget, pods, BudgetPlannerTest::scale, NOW);
  }

  private static Optional<Expected.Scale> scale(OwnerReference controller) {
    return FOUR;
  }

  private static ApiObject budget(String bound, String status) {
    return object(
        "{'metadata':{'name':'b','namespace':'default','generation':2},'spec':{%s},'status':%s}"
            .formatted(bound, status));
  }

  private static List<ApiObject> pods(int count) {
    return IntStream.range(0, count).mapToObj(i -> pod("p" + i, "True")).toList();
  }

  private static ApiObject pod(String name, String ready) {
    return object(
        """
        {'metadata':{'name':'%s','namespace':'default','ownerReferences':[
           {'apiVersion':'apps/v1','kind':'ReplicaSet','name':'r','uid':'r','controller':true}]},
         'status':{'conditions':[{'type':'Ready','status':'%s'}]}}"""
            .formatted(name, ready));
  }
}
