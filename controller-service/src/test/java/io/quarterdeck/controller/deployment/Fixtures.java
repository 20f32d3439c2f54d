package io.quarterdeck.controller.deployment;

import static io.quarterdeck.controller.testing.Objects.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.testing.Objects;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;

/** Deployments and their ReplicaSets. */
final class Fixtures {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private Fixtures() {}

  static ApiObject deployment(int replicas, String surge, String unavailable, String image) {
    return Objects.object(
        """
        {'apiVersion':'apps/v1','kind':'Deployment',
         'metadata':{'name':'web','namespace':'default','uid':'d-uid','generation':3,
          'resourceVersion':'100','annotations':{'note':'kept'}},
         'spec':{'replicas':%d,'selector':{'matchLabels':{'app':'web'}},
          'progressDeadlineSeconds':600,'revisionHistoryLimit':10,
          'strategy':{'type':'RollingUpdate',
           'rollingUpdate':{'maxSurge':%s,'maxUnavailable':%s}},
          'template':%s}}
        """
            .formatted(replicas, surge, unavailable, template(image)));
  }

  static String template(String image) {
    return "{'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'c','image':'%s'}]}}"
        .formatted(image);
  }

  /** The ReplicaSet of an image, created at this second, with so many Pods. */
  static ApiObject replicaSet(
      ApiObject deployment, String image, int second, int desired, int available) {
    ApiObject of = deployment.copy();
    of.json().withObject("/spec").set("template", json(template(image)));
    ApiObject made = RevisionPlanner.make(of, DeploymentSpec.of(deployment), second);
    made.json()
        .withObject("/metadata")
        .put("uid", "rs-" + image)
        .put("resourceVersion", "5")
        .put("generation", 1)
        .put("creationTimestamp", "2026-01-01T00:00:%02dZ".formatted(second));
    made.json().withObject("/spec").put("replicas", desired);
    ObjectNode status = made.json().putObject("status");
    status.put("replicas", desired).put("readyReplicas", available);
    status.put("availableReplicas", available).put("observedGeneration", 1);
    return Objects.stored(made);
  }
}
