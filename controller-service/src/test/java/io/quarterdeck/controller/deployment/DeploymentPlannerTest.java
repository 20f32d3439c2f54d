package io.quarterdeck.controller.deployment;

import static io.quarterdeck.controller.deployment.Fixtures.NOW;
import static io.quarterdeck.controller.deployment.Fixtures.deployment;
import static io.quarterdeck.controller.deployment.Fixtures.replicaSet;
import static io.quarterdeck.controller.deployment.Fixtures.template;
import static io.quarterdeck.controller.testing.Objects.json;
import static io.quarterdeck.controller.testing.Objects.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.testing.Objects;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.role.event.EventNote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentPlannerTest {

  @Test
  void aNewDeploymentGetsItsReplicaSet() {
    ApiObject deployment = deployment(2, "'25%'", "'25%'", "v1");

    DeploymentPlan plan = DeploymentPlanner.plan(deployment, List.of(), List.of(), NOW);

    ApiObject made = plan.create().orElseThrow();
    String hash = made.name().substring("web-".length());
    assertThat(stored(made))
        .isEqualTo(
            Objects.object(
                """
                {'apiVersion':'apps/v1','kind':'ReplicaSet',
                 'metadata':{'name':'web-HASH','namespace':'default',
                  'ownerReferences':[{'apiVersion':'apps/v1','kind':'Deployment','name':'web',
                   'uid':'d-uid','controller':true,'blockOwnerDeletion':true}],
                  'labels':{'app':'web','pod-template-hash':'HASH'},
                  'annotations':{'note':'kept',
                   'deployment.kubernetes.io/revision':'1',
                   'deployment.kubernetes.io/desired-replicas':'2',
                   'deployment.kubernetes.io/max-replicas':'3'}},
                 'spec':{'replicas':2,'minReadySeconds':0,
                  'selector':{'matchLabels':{'app':'web','pod-template-hash':'HASH'}},
                  'template':{'metadata':{'labels':{'app':'web','pod-template-hash':'HASH'}},
                   'spec':{'containers':[{'name':'c','image':'v1'}]}}}}
                """
                    .replace("HASH", hash)));
    assertThat(plan.revision()).hasValue("1");
    assertThat(plan.status().map(DeploymentPlannerTest::reread))
        .hasValue(
            json(
                """
                {'observedGeneration':3,'unavailableReplicas':2,'conditions':[
                 {'type':'Progressing','status':'True','lastUpdateTime':'2026-01-02T03:04:05Z',
                  'lastTransitionTime':'2026-01-02T03:04:05Z','reason':'NewReplicaSetCreated',
                  'message':'Created new replica set \\"web-HASH\\"'},
                 {'type':'Available','status':'False','lastUpdateTime':'2026-01-02T03:04:05Z',
                  'lastTransitionTime':'2026-01-02T03:04:05Z',
                  'reason':'MinimumReplicasUnavailable',
                  'message':'Deployment does not have minimum availability.'}]}
                """
                    .replace("HASH", hash)));
    assertThat(plan.events())
        .containsExactly(
            EventNote.normal(
                deployment,
                "ScalingReplicaSet",
                "Scaled up replica set web-" + hash + " from 0 to 2"));
    assertThat(plan.again()).hasValue(Duration.ofSeconds(601));
  }

  @Test
  void aPlanThatWasCarriedOutLeavesNothingToDo() {
    ApiObject deployment = deployment(2, "1", "0", "v1");
    List<ApiObject> sets = List.of(replicaSet(deployment, "v1", 1, 2, 2));
    ApiObject settled = settle(deployment, sets);

    assertThat(DeploymentPlanner.plan(settled, sets, List.of(), NOW))
        .isEqualTo(
            new DeploymentPlan(
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
    assertThat(progressing(settled)).isEqualTo("NewReplicaSetAvailable");
    assertThat(settled.at("status", "conditions").toString())
        .contains("has successfully progressed.");
  }

  @Test
  void aTemplateSeenBeforeIsRolledBackToItsReplicaSet() {
    ApiObject deployment = deployment(2, "1", "0", "v1");
    ApiObject old = replicaSet(deployment, "v1", 1, 0, 0);
    ApiObject newer = replicaSet(deployment, "v2", 2, 2, 2);

    DeploymentPlan plan = DeploymentPlanner.plan(deployment, List.of(old, newer), List.of(), NOW);

    assertThat(plan.create()).isEmpty();
    assertThat(plan.change()).hasSize(1);
    ApiObject changed = plan.change().getFirst().replicaSet();
    assertThat(changed.name()).isEqualTo(old.name());
    assertThat(changed.integer(-1, "spec", "replicas")).isEqualTo(1);
    assertThat(changed.annotations())
        .containsEntry(Revision.REVISION, "3")
        .containsEntry(Revision.HISTORY, "1");
    assertThat(plan.revision()).hasValue("3");
  }

  @Test
  void recreateFirstEndsAllThatIsOld() {
    ApiObject deployment = deployment(2, "1", "0", "v2");
    deployment.json().withObject("/spec").set("strategy", json("{'type':'Recreate'}"));
    ApiObject running = replicaSet(deployment, "v1", 1, 2, 2);
    ApiObject ended = replicaSet(deployment, "v1", 1, 0, 0);
    ApiObject pod =
        Objects.object(
            "{'metadata':{'name':'p','ownerReferences':[{'uid':'rs-v1','controller':true}]},"
                + "'status':{'phase':'Running'}}");

    DeploymentPlan first = DeploymentPlanner.plan(deployment, List.of(running), List.of(pod), NOW);
    assertThat(first.create()).isEmpty();
    assertThat(first.change()).extracting(DeploymentPlan.Change::to).containsExactly(0);

    DeploymentPlan second = DeploymentPlanner.plan(deployment, List.of(ended), List.of(pod), NOW);
    assertThat(second.create()).isEmpty();
    assertThat(second.change()).isEmpty();

    DeploymentPlan third = DeploymentPlanner.plan(deployment, List.of(ended), List.of(), NOW);
    assertThat(third.create().orElseThrow().integer(0, "spec", "replicas")).isEqualTo(2);
  }

  @Test
  void whilePausedItScalesButDoesNotRoll() {
    ApiObject deployment = deployment(4, "1", "0", "v2");
    deployment.json().withObject("/spec").put("paused", true);
    List<ApiObject> sets = List.of(replicaSet(deployment, "v1", 1, 2, 2));

    DeploymentPlan plan = DeploymentPlanner.plan(deployment, sets, List.of(), NOW);

    assertThat(plan.create()).isEmpty();
    assertThat(plan.change()).extracting(DeploymentPlan.Change::to).containsExactly(4);
    assertThat(plan.status().map(each -> each.path("conditions").toString()).orElseThrow())
        .contains("DeploymentPaused");
    assertThat(plan.again()).isEmpty();
  }

  @Test
  void aRolloutThatDoesNotMoveMissesItsDeadline() {
    ApiObject deployment = deployment(2, "1", "0", "v2");
    List<ApiObject> sets =
        List.of(replicaSet(deployment, "v1", 1, 2, 2), replicaSet(deployment, "v2", 2, 1, 0));
    ApiObject settled = settle(deployment, sets);
    assertThat(progressing(settled)).isEqualTo("ReplicaSetUpdated");

    Instant later = NOW.plusSeconds(601);
    DeploymentPlan plan = DeploymentPlanner.plan(settled, sets, List.of(), later);

    ApiObject late = with(settled, plan);
    assertThat(progressing(late)).isEqualTo("ProgressDeadlineExceeded");
    assertThat(plan.again()).isEmpty();
    assertThat(DeploymentPlanner.plan(late, sets, List.of(), later).status()).isEmpty();
  }

  @Test
  void historyBeyondTheLimitGoesOldestFirst() {
    ApiObject deployment = deployment(1, "1", "0", "v9");
    deployment.json().withObject("/spec").put("revisionHistoryLimit", 2);
    List<ApiObject> sets = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      sets.add(replicaSet(deployment, "v" + i, i, 0, 0));
    }
    sets.add(replicaSet(deployment, "v9", 9, 1, 1));
    ApiObject settled = settle(deployment, sets);

    DeploymentPlan plan = DeploymentPlanner.plan(settled, sets, List.of(), NOW);

    assertThat(plan.delete()).extracting(ApiObject::uid).containsExactly("rs-v1", "rs-v2");
  }

  @Test
  void whatAReplicaSetCannotCreateIsTheDeploymentsFailure() {
    ApiObject deployment = deployment(1, "1", "0", "v1");
    ApiObject set = replicaSet(deployment, "v1", 1, 1, 0);
    set.json()
        .withObject("/status")
        .set(
            "conditions",
            json("""
                    {'a':[{'type':'ReplicaFailure','status':'True','reason':'FailedCreate',
                     'lastTransitionTime':'2026-01-01T00:00:00Z','message':'no quota'}]}
                    """)
                .path("a"));

    ObjectNode status =
        DeploymentPlanner.plan(deployment, List.of(set), List.of(), NOW).status().orElseThrow();

    assertThat(Conditions.find(status.path("conditions"), "ReplicaFailure").map(JsonNode::toString))
        .hasValueSatisfying(text -> assertThat(text).contains("FailedCreate", "no quota"));
  }

  @Test
  void theTemplatesHashIsNoPartOfTheTemplate() {
    ApiObject deployment = deployment(1, "1", "0", "v1");
    ApiObject set = replicaSet(deployment, "v1", 1, 1, 1);

    assertThat(RevisionPlanner.sameTemplate(deployment, set)).isTrue();
    ApiObject other = deployment.copy();
    other.json().withObject("/spec").set("template", json(template("v2")));
    assertThat(RevisionPlanner.sameTemplate(other, set)).isFalse();
  }

  /** Plans until the status stands, as the controller would. */
  private static ApiObject settle(ApiObject deployment, List<ApiObject> sets) {
    ApiObject current = deployment;
    for (int i = 0; i < 5; i++) {
      current = with(current, DeploymentPlanner.plan(current, sets, List.of(), NOW));
    }
    return current;
  }

  private static ApiObject with(ApiObject deployment, DeploymentPlan plan) {
    ApiObject changed = deployment.copy();
    plan.status().ifPresent(status -> changed.json().set("status", status));
    plan.revision()
        .ifPresent(
            revision ->
                changed
                    .json()
                    .withObject("/metadata")
                    .withObjectProperty("annotations")
                    .put(Revision.REVISION, revision));
    return stored(changed);
  }

  private static String progressing(ApiObject deployment) {
    return Conditions.find(deployment.at("status", "conditions"), "Progressing")
        .map(each -> each.path("reason").asText())
        .orElse("");
  }

  private static ObjectNode reread(ObjectNode node) {
    return json(node.toString());
  }
}
