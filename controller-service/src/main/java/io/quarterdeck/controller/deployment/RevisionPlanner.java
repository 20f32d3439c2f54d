package io.quarterdeck.controller.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.SafeNames;
import io.quarterdeck.controller.ownership.Ownership;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which ReplicaSet is a template's, how it is named and numbered. Pure. */
final class RevisionPlanner {
  static final String HASH = "pod-template-hash";
  private static final int HISTORY_MAX = 2000;

  /** What is said to the Deployment alone. */
  private static final Set<String> NOT_COPIED =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          "deprecated.deployment.rollback.to",
          Revision.REVISION,
          Revision.HISTORY,
          Revision.DESIRED,
          Revision.MAX);

  private RevisionPlanner() {}

  /** The oldest ReplicaSet that has this Deployment's template, whatever its hash. */
  static Optional<ApiObject> current(ApiObject deployment, List<ApiObject> replicaSets) {
    return replicaSets.stream()
        .filter(each -> sameTemplate(deployment, each))
        .map(Revision::of)
        .min(Revision.OLDEST_FIRST)
        .map(Revision::object);
  }

  static boolean sameTemplate(ApiObject deployment, ApiObject replicaSet) {
    return template(deployment).equals(template(replicaSet));
  }

  static ApiObject make(ApiObject deployment, DeploymentSpec spec, long revision) {
    JsonNode template = deployment.at("spec", "template");
    String hash = SafeNames.hash(template, deployment.integer(0, "status", "collisionCount"));
    ApiObject made =
        ApiObject.create(
            Resources.REPLICA_SETS,
            new ObjectKey(deployment.namespace(), deployment.name() + "-" + hash));
    ObjectNode metadata = made.json().withObject("/metadata");
    metadata
        .putArray("ownerReferences")
        .add(Ownership.controllerReference(Resources.DEPLOYMENTS, deployment));
    ObjectNode body = made.json().putObject("spec");
    body.put("replicas", 0).put("minReadySeconds", spec.minReadySeconds());
    ObjectNode selector = deployment.at("spec", "selector").deepCopy();
    selector.withObjectProperty("matchLabels").put(HASH, hash);
    body.set("selector", selector);
    ObjectNode labelled = template.deepCopy();
    labelled.withObjectProperty("metadata").withObjectProperty("labels").put(HASH, hash);
    body.set("template", labelled);
    metadata.set("labels", labelled.path("metadata").path("labels").deepCopy());
    copyAnnotations(deployment, made);
    annotations(made).put(Revision.REVISION, Long.toString(revision));
    Revision.annotate(made, spec);
    return made;
  }

  /** The current ReplicaSet with what the Deployment says of it now. */
  static ApiObject refreshed(
      ApiObject deployment, ApiObject replicaSet, DeploymentSpec spec, long revision) {
    ApiObject fresh = replicaSet.copy();
    copyAnnotations(deployment, fresh);
    number(fresh, revision);
    if (fresh.integer(0, "spec", "minReadySeconds") != spec.minReadySeconds()) {
      fresh.json().withObject("/spec").put("minReadySeconds", spec.minReadySeconds());
    }
    return fresh;
  }

  private static void number(ApiObject replicaSet, long revision) {
    String text = replicaSet.annotations().getOrDefault(Revision.REVISION, "");
    long had = Revision.of(replicaSet).number();
    if (had >= revision) {
      return;
    }
    annotations(replicaSet).put(Revision.REVISION, Long.toString(revision));
    if (!text.isEmpty()) {
      String history = replicaSet.annotations().getOrDefault(Revision.HISTORY, "");
      annotations(replicaSet).put(Revision.HISTORY, appended(history, text));
    }
  }

  /** The numbers that it had before, the oldest dropped when there is no room left. */
  private static String appended(String history, String revision) {
    if (history.isEmpty()) {
      return revision;
    }
    String kept = history;
    while (kept.length() + revision.length() + 1 > HISTORY_MAX && kept.contains(",")) {
      kept = kept.substring(kept.indexOf(',') + 1);
    }
    return kept + "," + revision;
  }

  private static void copyAnnotations(ApiObject deployment, ApiObject replicaSet) {
    for (Map.Entry<String, String> each : deployment.annotations().entrySet()) {
      if (!NOT_COPIED.contains(each.getKey())) {
        annotations(replicaSet).put(each.getKey(), each.getValue());
      }
    }
  }

  private static ObjectNode annotations(ApiObject object) {
    return object.json().withObject("/metadata").withObjectProperty("annotations");
  }

  private static JsonNode template(ApiObject owner) {
    ObjectNode template = (ObjectNode) SafeNames.canonical(owner.at("spec", "template"));
    if (template.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove(HASH);
    }
    return template;
  }
}
