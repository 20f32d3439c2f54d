package io.quarterdeck.controller.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.selector.LabelSelector;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import java.util.ArrayList;
import java.util.List;

/** Decides which objects a controlling object owns, takes in and lets go. Pure. */
public final class Ownership {
  private Ownership() {}

  /**
   * How candidates are to be dealt with.
   *
   * @param owned what is the owner's, by reference and selector
   * @param adopt what its selector selects and nobody controls
   * @param release what it controls although its selector does not select it any more
   */
  public record Claims(List<ApiObject> owned, List<ApiObject> adopt, List<ApiObject> release) {}

  public static Claims claim(ApiObject owner, LabelSelector selector, List<ApiObject> candidates) {
    List<ApiObject> owned = new ArrayList<>();
    List<ApiObject> adopt = new ArrayList<>();
    List<ApiObject> release = new ArrayList<>();
    for (ApiObject candidate : candidates) {
      boolean selected = selector.matchesObject(candidate.json());
      boolean mine = isControlledBy(candidate, owner);
      boolean stays = !owner.isBeingDeleted() && !candidate.isBeingDeleted();
      if (mine && selected) {
        owned.add(candidate);
      } else if (mine && stays) {
        release.add(candidate);
      } else if (selected && stays && candidate.controller().isEmpty()) {
        adopt.add(candidate);
      }
    }
    return new Claims(List.copyOf(owned), List.copyOf(adopt), List.copyOf(release));
  }

  public static boolean isControlledBy(ApiObject object, ApiObject owner) {
    return object.controller().filter(each -> each.uid().equals(owner.uid())).isPresent();
  }

  /** The reference by which an object says that {@code owner} manages it. */
  public static ObjectNode controllerReference(ResourceType type, ApiObject owner) {
    return Json.object()
        .put("apiVersion", type.apiVersion())
        .put("kind", type.kind())
        .put("name", owner.name())
        .put("uid", owner.uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  /** The merge patch that makes {@code owner} the controller of the object. */
  public static ObjectNode adoption(ResourceType type, ApiObject owner, ApiObject object) {
    ArrayNode owners = Json.MAPPER.createArrayNode();
    object.at("metadata", "ownerReferences").forEach(owners::add);
    return patch(object, owners.add(controllerReference(type, owner)));
  }

  /** The merge patch that takes the references to these owners away. */
  public static ObjectNode withoutOwners(ApiObject object, List<String> uids) {
    ArrayNode owners = Json.MAPPER.createArrayNode();
    for (JsonNode owner : object.at("metadata", "ownerReferences")) {
      if (!uids.contains(owner.path("uid").asText())) {
        owners.add(owner);
      }
    }
    return patch(object, owners);
  }

  private static ObjectNode patch(ApiObject object, ArrayNode owners) {
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", object.uid()).put("resourceVersion", object.resourceVersion());
    metadata.set("ownerReferences", owners.isEmpty() ? owners.nullNode() : owners);
    return patch;
  }
}
