package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The containers that users add to a pod that is there, to look into it. They come by a subresource
 * of their own, and stay as they came.
 */
public final class EphemeralContainers {
  static final String LIST = "ephemeralContainers";

  /** How pods are marked that a node has of itself. */
  static final String MIRROR = "kubernetes.io/config.mirror";

  private static final String FIELD = "spec." + LIST;
  private static final String NOT_HERE = "cannot be set for an Ephemeral Container";

  /** What makes a container part of what the pod is for. */
  private static final List<String> FORBIDDEN =
      List.of(
          "ports",
          "resources",
          "resizePolicy",
          "restartPolicy",
          "restartPolicyRules",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle");

  private EphemeralContainers() {}

  /** The next version of a pod by what a request wants of these containers, and of nothing else. */
  public static ApiObject replaced(ApiObject wanted, ApiObject old) {
    ApiObject next = old.copy();
    next.json().withObject("/metadata").remove("resourceVersion");
    JsonNode containers = wanted.at("spec", LIST);
    if (containers.isMissingNode()) {
      next.json().withObject("/spec").remove(LIST);
    } else {
      next.json().withObject("/spec").set(LIST, containers.deepCopy());
    }
    PodStrategy.count(next, old);
    return next;
  }

  /** What is wrong with a change of these containers, beside what is wrong with the pod. */
  public static List<FieldError> validateUpdate(ApiObject pod, ApiObject old) {
    if (old.annotations().containsKey(MIRROR)) {
      return List.of(FieldError.forbidden("", "static pods do not support ephemeral containers"));
    }
    List<FieldError> errors = new ArrayList<>();
    for (JsonNode before : old.at("spec", LIST)) {
      String name = before.path("name").asText("");
      Optional<JsonNode> now = named(pod, name);
      if (now.isEmpty()) {
        errors.add(kept(name, "removed"));
      } else if (!now.get().equals(before)) {
        errors.add(kept(name, "changed"));
      }
    }
    return errors;
  }

  private static FieldError kept(String name, String what) {
    return FieldError.forbidden(
        FIELD, "existing ephemeral containers " + quoted(name) + " may not be " + what);
  }

  private static Optional<JsonNode> named(ApiObject pod, String name) {
    return pod.at("spec", LIST)
        .valueStream()
        .filter(each -> each.path("name").asText("").equals(name))
        .findFirst();
  }

  /** A pod does not begin with any. */
  static List<FieldError> validateCreate(ApiObject pod) {
    return pod.at("spec", LIST).isEmpty()
        ? List.of()
        : List.of(FieldError.forbidden(FIELD, "cannot be set on create"));
  }

  /** Adds what is wrong with them beyond what holds for every container. */
  static void check(JsonNode spec, String field, List<FieldError> errors) {
    Set<String> targets = new HashSet<>();
    for (String list : List.of("containers", "initContainers")) {
      spec.path(list).forEach(each -> targets.add(each.path("name").asText("")));
    }
    int index = 0;
    for (JsonNode container : spec.path(LIST)) {
      String at = field + "." + LIST + "[" + index++ + "]";
      String target = container.path("targetContainerName").asText("");
      if (!target.isEmpty() && !targets.contains(target)) {
        errors.add(
            new FieldError(
                FieldError.Type.NOT_FOUND, at + ".targetContainerName", quoted(target), ""));
      }
      FORBIDDEN.stream()
          .filter(name -> isSet(container.path(name)))
          .forEach(name -> errors.add(FieldError.forbidden(at + "." + name, NOT_HERE)));
      checkMounts(container.path("volumeMounts"), at + ".volumeMounts", errors);
    }
  }

  private static void checkMounts(JsonNode mounts, String field, List<FieldError> errors) {
    int index = 0;
    for (JsonNode mount : mounts) {
      String at = field + "[" + index++ + "]";
      for (String path : List.of("subPath", "subPathExpr")) {
        if (isSet(mount.path(path))) {
          errors.add(FieldError.forbidden(at + "." + path, NOT_HERE));
        }
      }
    }
  }

  private static boolean isSet(JsonNode value) {
    return value.isContainerNode() ? !value.isEmpty() : !value.asText("").isEmpty();
  }
}
