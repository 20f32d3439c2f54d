package io.quarterdeck.controller.deployment;

import io.quarterdeck.model.ApiObject;
import java.util.Comparator;

/**
 * A ReplicaSet of a Deployment, as the roll-out counts it.
 *
 * @param object the ReplicaSet as it is to be; its spec agrees with {@code desired}
 * @param actual Pods that exist by its status
 */
record Revision(ApiObject object, int desired, int actual, int ready, int available) {
  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String HISTORY = "deployment.kubernetes.io/revision-history";
  static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  static final String MAX = "deployment.kubernetes.io/max-replicas";

  private static final Comparator<Revision> BY_NAME = Comparator.comparing(Revision::name);

  static final Comparator<Revision> OLDEST_FIRST =
      Comparator.<Revision, String>comparing(each -> each.created()).thenComparing(BY_NAME);
  static final Comparator<Revision> NEWEST_FIRST =
      Comparator.<Revision, String>comparing(each -> each.created())
          .reversed()
          .thenComparing(BY_NAME);
  static final Comparator<Revision> BIGGEST_FIRST =
      Comparator.comparingInt(Revision::desired).reversed();

  static Revision of(ApiObject replicaSet) {
    return new Revision(
        replicaSet,
        replicaSet.integer(1, "spec", "replicas"),
        replicaSet.integer(0, "status", "replicas"),
        replicaSet.integer(0, "status", "readyReplicas"),
        replicaSet.integer(0, "status", "availableReplicas"));
  }

  String name() {
    return object.name();
  }

  String created() {
    return object.text("metadata", "creationTimestamp");
  }

  boolean isActive() {
    return desired > 0;
  }

  /** 0 where the annotation is missing or no number. */
  long number() {
    return annotation(REVISION);
  }

  long annotation(String name) {
    String text = object.annotations().getOrDefault(name, "");
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** At this size, with the annotations that proportional scaling reads later. */
  Revision scaledTo(int replicas, DeploymentSpec spec) {
    ApiObject scaled = object.copy();
    scaled.json().withObject("/spec").put("replicas", replicas);
    annotate(scaled, spec);
    return new Revision(scaled, replicas, actual, ready, available);
  }

  Revision with(ApiObject changed) {
    return new Revision(changed, desired, actual, ready, available);
  }

  static void annotate(ApiObject replicaSet, DeploymentSpec spec) {
    replicaSet
        .json()
        .withObject("/metadata")
        .withObjectProperty("annotations")
        .put(DESIRED, Integer.toString(spec.replicas()))
        .put(MAX, Integer.toString(spec.maxReplicas()));
  }
}
