package io.quarterdeck.gateway.authz;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import java.util.List;

/** What the pods of a node are and need, from the cache. */
public final class NodePods {
  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");

  private final Caches caches;

  public NodePods(Caches caches) {
    this.caches = caches;
  }

  public boolean bound(ObjectKey pod, String node) {
    return caches.of(Resources.PODS).get(pod).filter(each -> on(each, node)).isPresent();
  }

  /** Whether a pod of the node refers to this object. */
  public boolean refers(String node, String resource, ObjectKey object) {
    for (Item pod : caches.of(Resources.PODS).snapshot(object.namespace()).items()) {
      if (on(pod, node) && refers(pod.object(), resource, object.name())) {
        return true;
      }
    }
    return false;
  }

  private static boolean on(Item pod, String node) {
    return node.equals(pod.fields().get("spec.nodeName"));
  }

  static boolean refers(ApiObject pod, String resource, String name) {
    return switch (resource) {
      case "serviceaccounts" -> pod.text("spec", "serviceAccountName").equals(name);
      case "configmaps" ->
          inVolumes(pod, "configMap", "name", name)
              || inEnvironment(pod, "configMapKeyRef", "configMapRef", name);
      case "secrets" ->
          inVolumes(pod, "secret", "secretName", name)
              || inVolumes(pod, "secret", "name", name)
              || inEnvironment(pod, "secretKeyRef", "secretRef", name)
              || names(pod.at("spec", "imagePullSecrets"), name);
      default -> false;
    };
  }

  private static boolean inVolumes(ApiObject pod, String source, String field, String name) {
    for (JsonNode volume : pod.at("spec", "volumes")) {
      if (volume.path(source).path(field).asText().equals(name)) {
        return true;
      }
      for (JsonNode projected : volume.path("projected").path("sources")) {
        if (projected.path(source).path(field).asText().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean inEnvironment(ApiObject pod, String key, String whole, String name) {
    for (String list : CONTAINERS) {
      for (JsonNode container : pod.at("spec", list)) {
        for (JsonNode variable : container.path("env")) {
          if (variable.path("valueFrom").path(key).path("name").asText().equals(name)) {
            return true;
          }
        }
        for (JsonNode source : container.path("envFrom")) {
          if (source.path(whole).path("name").asText().equals(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean names(JsonNode references, String name) {
    for (JsonNode each : references) {
      if (each.path("name").asText().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
