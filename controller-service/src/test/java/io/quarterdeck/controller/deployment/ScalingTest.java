package io.quarterdeck.controller.deployment;

import static io.quarterdeck.controller.deployment.Fixtures.NOW;
import static io.quarterdeck.controller.deployment.Fixtures.deployment;
import static io.quarterdeck.controller.deployment.Fixtures.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scaling in the middle of a roll-out; the last size is the newest ReplicaSet's. */
class ScalingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from | to | surge | sizes    | sizes then
          10     | 12 | 0     | 10       | 12
          10     | 5  | 0     | 10       | 5
          10     | 20 | 0     | 5 5      | 10 10
          10     | 5  | 0     | 5 5      | 2 3
          10     | 12 | 0     | 3 5 2    | 4 6 2
          10     | 5  | 0     | 3 5 2    | 2 2 1
          10     | 4  | 0     | 5 5      | 2 2
          10     | 5  | 0     | 4 3 3    | 1 2 2
          5      | 10 | 2     | 2 5      | 3 9
          3      | 0  | 0     | 3        | 0
          10     | 0  | 3     | 3 5 2    | 0 0 0
          """)
  void eachGetsItsShare(int from, int to, int surge, String sizes, String then) {
    ApiObject before = deployment(from, Integer.toString(surge), "1", "vLast");
    List<ApiObject> sets = new ArrayList<>();
    String[] parts = sizes.split(" ");
    for (int i = 0; i < parts.length; i++) {
      String image = i == parts.length - 1 ? "vLast" : "v" + i;
      sets.add(replicaSet(before, image, i + 1, Integer.parseInt(parts[i]), 0));
    }
    ApiObject after = before.copy();
    after.json().withObject("/spec").put("replicas", to);

    DeploymentPlan plan = DeploymentPlanner.plan(after, sets, List.of(), NOW);

    Map<String, Integer> changed = new HashMap<>();
    plan.change().forEach(each -> changed.put(each.replicaSet().name(), each.to()));
    List<Integer> result =
        sets.stream()
            .map(each -> changed.getOrDefault(each.name(), each.integer(0, "spec", "replicas")))
            .toList();
    assertThat(result)
        .containsExactlyElementsOf(Arrays.stream(then.split(" ")).map(Integer::parseInt).toList());
    assertThat(plan.change())
        .allSatisfy(
            each ->
                assertThat(each.replicaSet().annotations())
                    .containsEntry(Revision.DESIRED, Integer.toString(to)));
  }
}
