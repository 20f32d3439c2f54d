package io.quarterdeck.controller.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides how a Namespace is emptied: its Pods first, so that nothing runs any more when what it
 * relied on goes, then all the rest. Pure.
 */
final class NamespacePlanner {
  static final String FINALIZER = "kubernetes";

  private NamespacePlanner() {}

  /**
   * @param contents everything in the Namespace, from a live list
   */
  static NamespacePlan plan(ApiObject namespace, List<Content> contents, Instant now) {
    boolean pods = contents.stream().anyMatch(NamespacePlanner::isPod);
    List<Content> delete =
        contents.stream()
            .filter(each -> !each.object().isBeingDeleted())
            .filter(each -> isPod(each) == pods)
            .toList();
    ObjectNode status = status(namespace, contents, now);
    return new NamespacePlan(
        delete,
        status.equals(namespace.at("status")) ? Optional.empty() : Optional.of(status),
        contents.isEmpty());
  }

  /** The Namespace without the finalizer that stands for its contents. */
  static ApiObject released(ApiObject namespace) {
    ApiObject released = namespace.copy();
    ArrayNode left = Json.MAPPER.createArrayNode();
    for (JsonNode finalizer : namespace.at("spec", "finalizers")) {
      if (!finalizer.asText().equals(FINALIZER)) {
        left.add(finalizer);
      }
    }
    released.json().withObject("/spec").set("finalizers", left);
    return released;
  }

  static boolean isHeld(ApiObject namespace) {
    for (JsonNode finalizer : namespace.at("spec", "finalizers")) {
      if (finalizer.asText().equals(FINALIZER)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPod(Content content) {
    return content.type().equals(Resources.PODS);
  }

  private static ObjectNode status(ApiObject namespace, List<Content> contents, Instant now) {
    ObjectNode status =
        namespace.at("status") instanceof ObjectNode found ? found.deepCopy() : Json.object();
    status.put("phase", "Terminating");
    JsonNode conditions = status.path("conditions");
    conditions =
        with(
            conditions,
            "NamespaceDeletionDiscoveryFailure",
            "ResourcesDiscovered",
            "All resources successfully discovered",
            now);
    conditions =
        with(
            conditions,
            "NamespaceDeletionGroupVersionParsingFailure",
            "ParsedGroupVersions",
            "All legacy kube types successfully parsed",
            now);
    conditions =
        with(
            conditions,
            "NamespaceDeletionContentFailure",
            "ContentDeleted",
            "All content successfully deleted, may be waiting on finalization",
            now);
    conditions = remaining(conditions, contents, now);
    status.set("conditions", finalizers(conditions, contents, now));
    return status;
  }

  private static ArrayNode with(
      JsonNode conditions, String type, String reason, String message, Instant now) {
    return Conditions.with(conditions, type, "False", reason, message, now);
  }

  private static ArrayNode remaining(JsonNode conditions, List<Content> contents, Instant now) {
    String type = "NamespaceContentRemaining";
    if (contents.isEmpty()) {
      return with(conditions, type, "ContentRemoved", "All content successfully removed", now);
    }
    Map<String, Integer> counts = new TreeMap<>();
    contents.forEach(
        each -> counts.merge(each.type().plural() + "." + each.type().group(), 1, Integer::sum));
    return Conditions.with(
        conditions,
        type,
        "True",
        "SomeResourcesRemain",
        "Some resources are remaining: " + joined(counts, "%s has %d resource instances"),
        now);
  }

  private static ArrayNode finalizers(JsonNode conditions, List<Content> contents, Instant now) {
    String type = "NamespaceFinalizersRemaining";
    Map<String, Integer> counts = new TreeMap<>();
    for (Content each : contents) {
      each.object().finalizers().forEach(name -> counts.merge(name, 1, Integer::sum));
    }
    if (counts.isEmpty()) {
      return with(
          conditions,
          type,
          "ContentHasNoFinalizers",
          "All content-preserving finalizers finished",
          now);
    }
    return Conditions.with(
        conditions,
        type,
        "True",
        "SomeFinalizersRemain",
        "Some content in the namespace has finalizers remaining: "
            + joined(counts, "%s in %d resource instances"),
        now);
  }

  private static String joined(Map<String, Integer> counts, String format) {
    return counts.entrySet().stream()
        .map(each -> format.formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
