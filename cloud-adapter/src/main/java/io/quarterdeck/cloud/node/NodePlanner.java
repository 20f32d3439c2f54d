package io.quarterdeck.cloud.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.cloud.Provider.Address;
import io.quarterdeck.cloud.Provider.Instance;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a node lacks of what its place knows. The patch of the taints carries the
 * resourceVersion that was looked at, because lists are replaced as a whole.
 */
final class NodePlanner {
  static final String UNINITIALIZED = "node.cloudprovider.kubernetes.io/uninitialized";

  private NodePlanner() {}

  static NodePlan plan(ApiObject node, Instance instance) {
    return new NodePlan(objectPatch(node, instance), statusPatch(node, instance));
  }

  private static Optional<ObjectNode> objectPatch(ApiObject node, Instance instance) {
    ObjectNode patch = Json.object();
    labels(node, instance, patch);
    if (node.text("spec", "providerID").isEmpty()) {
      patch.withObject("/spec").put("providerID", instance.providerId());
    }
    if (isUninitialized(node)) {
      patch.withObject("/metadata").put("resourceVersion", node.resourceVersion());
      patch.withObject("/spec").set("taints", withoutUninitialized(node.at("spec", "taints")));
    }
    return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
  }

  private static void labels(ApiObject node, Instance instance, ObjectNode patch) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("node.kubernetes.io/instance-type", instance.instanceType());
    wanted.put("topology.kubernetes.io/zone", instance.zone());
    wanted.put("topology.kubernetes.io/region", instance.region());
    Map<String, String> labels = node.labels();
    wanted.forEach(
        (label, value) -> {
          if (!value.isEmpty() && !value.equals(labels.get(label))) {
            patch.withObject("/metadata").withObjectProperty("labels").put(label, value);
          }
        });
  }

  private static boolean isUninitialized(ApiObject node) {
    for (JsonNode taint : node.at("spec", "taints")) {
      if (taint.path("key").asText().equals(UNINITIALIZED)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode withoutUninitialized(JsonNode taints) {
    ArrayNode left = Json.MAPPER.createArrayNode();
    for (JsonNode taint : taints) {
      if (!taint.path("key").asText().equals(UNINITIALIZED)) {
        left.add(taint);
      }
    }
    return left.isEmpty() ? left.nullNode() : left;
  }

  private static Optional<ObjectNode> statusPatch(ApiObject node, Instance instance) {
    ArrayNode addresses = Json.MAPPER.createArrayNode();
    for (Address address : instance.addresses()) {
      addresses.addObject().put("type", address.type()).put("address", address.address());
    }
    if (addresses.equals(node.at("status", "addresses"))) {
      return Optional.empty();
    }
    ObjectNode patch = Json.object();
    patch.putObject("status").set("addresses", addresses);
    return Optional.of(patch);
  }
}
