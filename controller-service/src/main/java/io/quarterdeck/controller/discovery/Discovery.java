package io.quarterdeck.controller.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the API serves now, and the one request on Namespaces that has a path of its own. */
public interface Discovery {
  /** Every resource that can be listed and deleted, each in one version. */
  List<ResourceType> types();

  /** Replaces {@code spec.finalizers} of a Namespace. */
  void finalizeNamespace(ApiObject namespace, Cause cause);

  default Optional<ResourceType> type(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return types().stream()
        .filter(each -> each.group().equals(group) && each.kind().equals(kind))
        .findFirst();
  }

  /** The resources of an APIResourceList; subresources are none. */
  static List<ResourceType> read(String group, String version, JsonNode document) {
    List<ResourceType> types = new ArrayList<>();
    for (JsonNode resource : document.path("resources")) {
      String name = resource.path("name").asText();
      if (!name.contains("/") && has(resource, "list") && has(resource, "delete")) {
        types.add(
            new ResourceType(
                group,
                version,
                resource.path("kind").asText(),
                name,
                resource.path("namespaced").asBoolean()));
      }
    }
    return types;
  }

  private static boolean has(JsonNode resource, String verb) {
    for (JsonNode each : resource.path("verbs")) {
      if (each.asText().equals(verb)) {
        return true;
      }
    }
    return false;
  }
}
