package io.quarterdeck.controller.replicaset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.SafeNames;
import io.quarterdeck.controller.ownership.Ownership;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Pods made from a ReplicaSet's template. A name follows from the ReplicaSet and a slot, the first
 * whose name no known Pod has: a creation whose answer was lost is repeated under the same name and
 * found to be done. Pure.
 */
final class PodFactory {
  private static final int LETTERS = 5;

  private PodFactory() {}

  static List<ApiObject> make(ApiObject replicaSet, int count, Predicate<String> isTaken) {
    List<ApiObject> pods = new ArrayList<>(count);
    for (int slot = 0; pods.size() < count; slot++) {
      String name = name(replicaSet, slot);
      if (!isTaken.test(name)) {
        pods.add(pod(replicaSet, name));
      }
    }
    return List.copyOf(pods);
  }

  private static String name(ApiObject replicaSet, int slot) {
    String letters = SafeNames.letters(LETTERS, replicaSet.uid(), Integer.toString(slot));
    return SafeNames.generated(replicaSet.name() + "-", letters);
  }

  private static ApiObject pod(ApiObject replicaSet, String name) {
    JsonNode template = replicaSet.at("spec", "template");
    ApiObject pod = ApiObject.create(Resources.PODS, new ObjectKey(replicaSet.namespace(), name));
    ObjectNode metadata = pod.json().withObject("/metadata");
    metadata.put("generateName", SafeNames.generated(replicaSet.name() + "-", ""));
    for (String field : List.of("labels", "annotations", "finalizers")) {
      JsonNode value = template.path("metadata").path(field);
      if (!value.isMissingNode() && !value.isNull()) {
        metadata.set(field, value.deepCopy());
      }
    }
    metadata
        .putArray("ownerReferences")
        .add(Ownership.controllerReference(Resources.REPLICA_SETS, replicaSet));
    pod.json().set("spec", template.path("spec").deepCopy());
    return pod;
  }
}
