package io.quarterdeck.node.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.PatchType;
import java.util.Map;
import java.util.Optional;

/** Tells the API how a pod is. */
record PodReporter(Api api, String node) {
  /** Returns the pod as it is stored now; empty when there was nothing new to say. */
  Optional<ApiObject> report(ApiObject pod, ObjectNode status) {
    JsonNode told = pod.at("status");
    if (isSame(status, told)) {
      return Optional.empty();
    }
    ObjectNode patch = Json.object();
    // Another pod of this name is not meant.
    patch.putObject("metadata").put("uid", pod.uid());
    ObjectNode changed = patch.putObject("status");
    for (Map.Entry<String, JsonNode> field : told.properties()) {
      if (!status.has(field.getKey())) {
        changed.putNull(field.getKey());
      }
    }
    changed.setAll(status);
    return Optional.of(
        api.patchStatus(Resources.PODS, pod.key(), PatchType.MERGE, patch, cause(pod)));
  }

  /** As they read: the tree of a number that was made here may differ from one that was read. */
  static boolean isSame(JsonNode status, JsonNode told) {
    return Json.parse(Json.bytes(status)).equals(told);
  }

  /** The pod has ended: nothing holds it any longer. */
  void ended(ApiObject pod) {
    api.delete(
        Resources.PODS,
        pod.key(),
        DeleteOptions.ofUid(pod.uid()).withGracePeriodSeconds(0),
        cause(pod));
  }

  /** The pod as the API has it; empty when this node has nothing to do with it any longer. */
  Optional<ApiObject> live(ApiObject pod) {
    return api.get(Resources.PODS, pod.key())
        .filter(found -> found.uid().equals(pod.uid()))
        .filter(found -> found.text("spec", "nodeName").equals(node));
  }

  private static Cause cause(ApiObject pod) {
    return new Cause(pod.revision());
  }
}
