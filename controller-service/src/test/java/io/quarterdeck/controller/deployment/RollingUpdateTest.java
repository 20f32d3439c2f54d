package io.quarterdeck.controller.deployment;

import static io.quarterdeck.controller.deployment.Fixtures.NOW;
import static io.quarterdeck.controller.deployment.Fixtures.deployment;
import static io.quarterdeck.controller.deployment.Fixtures.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes before and after one step: of the old and of the new ReplicaSet. */
class RollingUpdateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # replicas | surge | unavailable | old | its available | new | its available | old then | new then
          10 | '25%' | '25%' | 10 | 10 |  0 |  0 | 10 |  3
          10 | '25%' | '25%' | 10 | 10 |  3 |  0 |  8 |  3
          10 | '25%' | '25%' |  8 |  8 |  3 |  0 |  8 |  5
          10 | '25%' | '25%' |  8 |  8 |  5 |  0 |  8 |  5
          10 | '25%' | '25%' |  8 |  8 |  5 |  5 |  3 |  5
          10 | '25%' | '25%' |  3 |  3 |  5 |  5 |  3 | 10
          10 | '25%' | '25%' |  3 |  3 | 10 |  8 |  0 | 10
          3  | 1     | 0     |  3 |  3 |  0 |  0 |  3 |  1
          3  | 1     | 0     |  3 |  3 |  1 |  0 |  3 |  1
          3  | 1     | 0     |  3 |  3 |  1 |  1 |  2 |  1
          3  | 0     | 1     |  3 |  3 |  0 |  0 |  2 |  0
          3  | 0     | 1     |  2 |  2 |  0 |  0 |  2 |  1
          3  | 0     | 0     |  3 |  3 |  0 |  0 |  2 |  0
          1  | '25%' | '25%' |  1 |  1 |  0 |  0 |  1 |  1
          10 | 0     | '20%' | 10 |  6 |  0 |  0 |  8 |  0
          10 | 2     | 2     | 10 |  8 |  2 |  0 |  8 |  2
          5  | 1     | 1     |  0 |  0 |  7 |  7 |  0 |  5
          """)
  void step(
      int replicas,
      String surge,
      String unavailable,
      int old,
      int oldAvailable,
      int current,
      int currentAvailable,
      int oldThen,
      int currentThen) {
    ApiObject deployment = deployment(replicas, quoted(surge), quoted(unavailable), "v2");
    List<ApiObject> sets =
        List.of(
            replicaSet(deployment, "v1", 1, old, oldAvailable),
            replicaSet(deployment, "v2", 2, current, currentAvailable));

    DeploymentPlan plan = DeploymentPlanner.plan(deployment, sets, List.of(), NOW);

    assertThat(sizes(sets, plan)).containsExactly(oldThen, currentThen);
    assertThat(plan.create()).isEmpty();
  }

  /** A set that was told to shrink and has not said so yet counts with the Pods it will have. */
  @ParameterizedTest
  @CsvSource({"8, 10, 3, 3, 5, 3", "8, 10, 5, 3, 5, 5", "5, 8, 5, 3, 5, 5"})
  void aStatusThatLagsBehindFreesNothing(
      int old, int oldActual, int current, int available, int oldThen, int newThen) {
    ApiObject deployment = deployment(10, "3", "2", "v2");
    ApiObject before = replicaSet(deployment, "v1", 1, old, oldActual);
    before.json().withObject("/status").put("replicas", oldActual);
    List<ApiObject> sets = List.of(before, replicaSet(deployment, "v2", 2, current, available));

    DeploymentPlan plan = DeploymentPlanner.plan(deployment, sets, List.of(), NOW);

    assertThat(sizes(sets, plan)).containsExactly(oldThen, newThen);
  }

  private static List<Integer> sizes(List<ApiObject> sets, DeploymentPlan plan) {
    Map<String, Integer> sizes = new TreeMap<>();
    plan.change().forEach(each -> sizes.put(each.replicaSet().name(), each.to()));
    return sets.stream()
        .map(each -> sizes.getOrDefault(each.name(), each.integer(0, "spec", "replicas")))
        .toList();
  }

  private static String quoted(String value) {
    return value.endsWith("%") ? "'" + value + "'" : value;
  }
}
