package io.quarterdeck.controller.replicaset;

import static io.quarterdeck.controller.testing.Objects.json;
import static io.quarterdeck.controller.testing.Objects.object;
import static io.quarterdeck.controller.testing.Objects.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplicaSetPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void missingPodsAreMadeFromTheTemplate() {
    ReplicaSetPlan plan = plan(set(1, 0), List.of(), Set.of());

    assertThat(plan.delete()).isEmpty();
    assertThat(plan.create()).hasSize(1);
    ApiObject pod = stored(plan.create().getFirst());
    assertThat(pod.name()).matches("web-abc-[bcdfghjklmnpqrstvwxz2456789]{5}");
    assertThat(pod)
        .isEqualTo(
            object(
                """
                {'apiVersion':'v1','kind':'Pod',
                 'metadata':{'name':'NAME','namespace':'default','generateName':'web-abc-',
                  'labels':{'app':'web'},'annotations':{'a':'b'},
                  'ownerReferences':[{'apiVersion':'apps/v1','kind':'ReplicaSet','name':'web-abc',
                   'uid':'rs','controller':true,'blockOwnerDeletion':true}]},
                 'spec':{'containers':[{'name':'c','image':'i'}]}}
                """
                    .replace("NAME", pod.name())));
  }

  @Test
  void theSameViewAsksForTheSamePods() {
    ReplicaSetPlan first = plan(set(3, 0), List.of(), Set.of());

    assertThat(plan(set(3, 0), List.of(), Set.of())).isEqualTo(first);
    Set<String> one = Set.of(first.create().getFirst().name());
    ReplicaSetPlan second = plan(set(3, 0), List.of(pod("x", "Running", true)), one);
    assertThat(second.create()).isEqualTo(first.create().subList(1, 3));
  }

  @Test
  void countsAreOfActivePods() {
    List<ApiObject> pods =
        List.of(
            pod("a", "Running", true),
            pod("b", "Pending", false),
            pod("c", "Failed", false),
            terminating(pod("d", "Running", true)));

    ReplicaSetPlan plan = plan(set(2, 0), pods, Set.of());

    assertThat(plan.create()).isEmpty();
    assertThat(plan.delete()).isEmpty();
    assertThat(reread(plan.status()))
        .isEqualTo(
            json(
                "{'replicas':2,'fullyLabeledReplicas':2,'readyReplicas':1,'availableReplicas':1,"
                    + "'observedGeneration':4}"));
  }

  @Test
  void aPodIsAvailableWhenItHasBeenReadyLongEnough() {
    ReplicaSetPlan plan = plan(set(1, 30), List.of(pod("a", "Running", true)), Set.of());

    assertThat(plan.status().path("availableReplicas").asInt()).isZero();
    assertThat(plan.again()).isEqualTo(Optional.of(Duration.ofSeconds(20)));
  }

  @Test
  void aSetThatIsBeingDeletedMakesNoPods() {
    ApiObject going = set(2, 0);
    going.json().withObject("/metadata").put("deletionTimestamp", "2026-01-02T03:04:00Z");

    assertThat(plan(going, List.of(), Set.of()).create()).isEmpty();
  }

  @Test
  void aFailureIsNotedOnceAndForgottenWhenItIsOver() {
    ApiObject set = set(2, 0);
    ObjectNode fine = plan(set, List.of(), Set.of()).status();
    ObjectNode failed = ReplicaSetPlanner.failed(fine, true, "no quota", NOW);
    set.json().set("status", failed);
    ApiObject failing = stored(set);

    ObjectNode again =
        ReplicaSetPlanner.failed(
            ReplicaSetPlanner.stillFailing(failing, plan(failing, List.of(), Set.of()).status()),
            true,
            "no quota, again",
            NOW.plusSeconds(9));

    assertThat(reread(again)).isEqualTo(failing.at("status"));
    assertThat(failed.path("conditions").toString())
        .contains("ReplicaFailure", "FailedCreate", "no quota");
    assertThat(plan(failing, List.of(), Set.of()).status().has("conditions")).isFalse();
  }

  private static ReplicaSetPlan plan(ApiObject set, List<ApiObject> pods, Set<String> taken) {
    return ReplicaSetPlanner.plan(set, pods, pods, taken::contains, NOW);
  }

  private static ApiObject set(int replicas, int minReadySeconds) {
    return object(
        """
        {'apiVersion':'apps/v1','kind':'ReplicaSet',
         'metadata':{'name':'web-abc','namespace':'default','uid':'rs','generation':4},
         'spec':{'replicas':%d,'minReadySeconds':%d,'selector':{'matchLabels':{'app':'web'}},
          'template':{'metadata':{'labels':{'app':'web'},'annotations':{'a':'b'}},
           'spec':{'containers':[{'name':'c','image':'i'}]}}}}
        """
            .formatted(replicas, minReadySeconds));
  }

  private static ApiObject pod(String name, String phase, boolean ready) {
    return object(
        """
        {'metadata':{'name':'%s','uid':'%s','labels':{'app':'web'}},
         'status':{'phase':'%s','conditions':[{'type':'Ready','status':'%s',
          'lastTransitionTime':'2026-01-02T03:03:55Z'}]}}
        """
            .formatted(name, name, phase, ready ? "True" : "False"));
  }

  private static ApiObject terminating(ApiObject pod) {
    pod.json().withObject("/metadata").put("deletionTimestamp", "2026-01-02T03:04:00Z");
    return pod;
  }

  private static ObjectNode reread(ObjectNode node) {
    return json(node.toString());
  }
}
