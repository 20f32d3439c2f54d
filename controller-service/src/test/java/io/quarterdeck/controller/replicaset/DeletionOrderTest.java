package io.quarterdeck.controller.replicaset;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeletionOrderTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String OLD = "2026-01-01T03:00:00Z";
  private static final String YOUNG = "2026-01-02T03:04:00Z";

  /** Each differs from the next one in the rule that puts it before that one. */
  @Test
  void thoseThatAreMissedLeastGoFirst() {
    List<ApiObject> expected =
        List.of(
            pod("unscheduled", "", "Pending", false, 0, 0, OLD, OLD),
            pod("pending", "n3", "Pending", false, 0, 0, OLD, OLD),
            pod("unknown", "n3", "Unknown", false, 0, 0, OLD, OLD),
            pod("not-ready", "n3", "Running", false, 0, 0, OLD, OLD),
            pod("cheap", "n3", "Running", true, -5, 0, OLD, OLD),
            pod("one-of-two", "n2", "Running", true, 0, 0, OLD, OLD),
            pod("just-ready", "n1", "Running", true, 0, 0, YOUNG, OLD),
            pod("restarted", "n1", "Running", true, 0, 7, OLD, OLD),
            pod("young", "n1", "Running", true, 0, 0, OLD, YOUNG),
            pod("solid", "n1", "Running", true, 0, 0, OLD, OLD),
            pod("dear", "n2", "Running", true, 9, 0, OLD, OLD));
    List<ApiObject> related = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      related.add(pod("r" + i, i < 6 ? "n2" : "n1", "Running", true, 0, 0, OLD, OLD));
    }
    long seed = System.nanoTime();
    List<ApiObject> shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(DeletionOrder.sorted(shuffled, related, NOW))
        .as("seed %d", seed)
        .containsExactlyElementsOf(expected);
  }

  private static ApiObject pod(
      String name,
      String node,
      String phase,
      boolean ready,
      int cost,
      int restarts,
      String readySince,
      String created) {
    return object(
        """
        {'metadata':{'name':'%s','uid':'%s','creationTimestamp':'%s',
          'annotations':{'controller.kubernetes.io/pod-deletion-cost':'%d'}},
         'spec':{'nodeName':'%s'},
         'status':{'phase':'%s','containerStatuses':[{'restartCount':%d}],
          'conditions':[{'type':'Ready','status':'%s','lastTransitionTime':'%s'}]}}
        """
            .formatted(
                name,
                name,
                created,
                cost,
                node,
                phase,
                restarts,
                ready ? "True" : "False",
                readySince));
  }
}
