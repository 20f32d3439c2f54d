package io.quarterdeck.controller.garbagecollector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides whether an object is still needed. Pure. */
final class GarbagePlanner {
  static final String FOREGROUND = "foregroundDeletion";
  static final String ORPHAN = "orphan";

  private GarbagePlanner() {}

  /** How an owner was found. */
  enum Owner {
    /** It is there, or cannot be judged. */
    THERE,
    /** It is there only until its dependents are gone. */
    AWAITING_DEPENDENTS,
    /** The API has confirmed that there is none of this uid. */
    GONE
  }

  /**
   * @param owners by uid; one that is missing counts as there
   * @param hasDependents whether something blocks this object from going
   */
  static GarbagePlan plan(ApiObject object, Map<String, Owner> owners, boolean hasDependents) {
    if (object.isBeingDeleted()) {
      if (object.finalizers().contains(ORPHAN)) {
        return new GarbagePlan.ReleaseDependents();
      }
      return object.finalizers().contains(FOREGROUND)
          ? new GarbagePlan.AwaitDependents()
          : new GarbagePlan.Keep();
    }
    List<String> unneeded = new ArrayList<>();
    boolean needed = false;
    boolean awaited = false;
    for (OwnerReference owner : object.ownerReferences()) {
      switch (owners.getOrDefault(owner.uid(), Owner.THERE)) {
        case THERE -> needed = true;
        case GONE -> unneeded.add(owner.uid());
        case AWAITING_DEPENDENTS -> {
          awaited = true;
          unneeded.add(owner.uid());
        }
      }
    }
    if (unneeded.isEmpty()) {
      return new GarbagePlan.Keep();
    }
    if (needed) {
      return new GarbagePlan.DropOwners(List.copyOf(unneeded));
    }
    return new GarbagePlan.Delete(propagation(object, awaited && hasDependents));
  }

  /** What its own dependents were promised is kept. */
  private static String propagation(ApiObject object, boolean foreground) {
    if (object.finalizers().contains(ORPHAN)) {
      return "Orphan";
    }
    return foreground || object.finalizers().contains(FOREGROUND) ? "Foreground" : "Background";
  }

  static boolean isAwaitingDependents(ApiObject owner) {
    return owner.isBeingDeleted() && owner.finalizers().contains(FOREGROUND);
  }

  static boolean blocks(ApiObject dependent, String ownerUid) {
    return dependent.ownerReferences().stream()
        .anyMatch(each -> each.uid().equals(ownerUid) && each.blockOwnerDeletion());
  }

  static boolean isOwnedBy(ApiObject dependent, String ownerUid) {
    return dependent.ownerReferences().stream().anyMatch(each -> each.uid().equals(ownerUid));
  }

  /** The merge patch that takes a finalizer away from the very version that was looked at. */
  static ObjectNode withoutFinalizer(ApiObject object, String finalizer) {
    ArrayNode left = Json.MAPPER.createArrayNode();
    for (JsonNode each : object.at("metadata", "finalizers")) {
      if (!each.asText().equals(finalizer)) {
        left.add(each);
      }
    }
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", object.uid()).put("resourceVersion", object.resourceVersion());
    metadata.set("finalizers", left.isEmpty() ? left.nullNode() : left);
    return patch;
  }
}
