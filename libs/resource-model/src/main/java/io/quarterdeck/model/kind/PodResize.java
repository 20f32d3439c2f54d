package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the containers of a pod that is there may use of CPU and memory. It changes by a subresource
 * of its own; the node then gives it to the containers while they run.
 */
public final class PodResize {
  private static final List<String> LISTS = List.of("containers", "initContainers");
  private static final List<String> AMOUNTS = List.of("requests", "limits");
  private static final List<String> RESIZABLE = List.of("cpu", "memory");
  private static final List<String> RESTARTS = List.of("NotRequired", "RestartContainer");

  private PodResize() {}

  /** The next version of a pod by what a request wants of resources, and of nothing else. */
  public static ApiObject replaced(ApiObject wanted, ApiObject old) {
    ApiObject next = old.copy();
    next.json().withObject("/metadata").remove("resourceVersion");
    ObjectNode spec = next.json().withObject("/spec");
    for (String list : LISTS) {
      ArrayNode containers = resized(wanted.at("spec", list), old.at("spec", list));
      if (containers.isEmpty()) {
        spec.remove(list);
      } else {
        spec.set(list, containers);
      }
    }
    PodStrategy.count(next, old);
    return next;
  }

  /** Containers that are new stay in it, and in their place, for validation to speak of them. */
  private static ArrayNode resized(JsonNode wanted, JsonNode old) {
    ArrayNode containers = Json.MAPPER.createArrayNode();
    for (JsonNode each : wanted) {
      Optional<JsonNode> before =
          old.valueStream().filter(other -> name(other).equals(name(each))).findFirst();
      containers.add(before.map(found -> withResourcesOf(each, found)).orElse(each.deepCopy()));
    }
    return containers;
  }

  private static JsonNode withResourcesOf(JsonNode wanted, JsonNode old) {
    ObjectNode container = old.deepCopy();
    for (String field : List.of("resources", "resizePolicy")) {
      if (wanted.has(field)) {
        container.set(field, wanted.path(field).deepCopy());
      } else {
        container.remove(field);
      }
    }
    return container;
  }

  /** What is wrong with a change of resources, beside what is wrong with the pod. */
  public static List<FieldError> validateUpdate(ApiObject pod, ApiObject old) {
    if (old.annotations().containsKey(EphemeralContainers.MIRROR)) {
      return List.of(FieldError.forbidden("", "static pods cannot be resized"));
    }
    if (old.text("spec", "os", "name").equals("windows")) {
      return List.of(FieldError.forbidden("", "windows pods cannot be resized"));
    }
    List<FieldError> errors = new ArrayList<>();
    if (!QosClass.of(pod.at("spec")).equals(QosClass.of(old.at("spec")))) {
      errors.add(
          FieldError.invalid(
              "spec",
              quoted(pod.text("status", "qosClass")),
              "Pod QOS Class may not change as a result of resizing"));
    }
    if (!isSupported(old)) {
      errors.add(FieldError.forbidden("spec", "Pod running on node without support for resize"));
    }
    List<FieldError> other = otherContainers(pod, old);
    errors.addAll(other);
    if (other.isEmpty()) {
      checkContainers(pod, old, errors);
    }
    return errors;
  }

  /** A node that can resize says what each container that runs has been given. */
  private static boolean isSupported(ApiObject pod) {
    return pod.at("status", "containerStatuses")
        .valueStream()
        .filter(each -> each.path("state").has("running"))
        .findFirst()
        .map(each -> each.has("resources"))
        .orElse(true);
  }

  private static List<FieldError> otherContainers(ApiObject pod, ApiObject old) {
    List<FieldError> errors = new ArrayList<>();
    for (String list : LISTS) {
      String field = "spec." + list;
      JsonNode before = old.at("spec", list);
      JsonNode now = pod.at("spec", list);
      if (before.size() != now.size()) {
        errors.add(FieldError.forbidden(field, list + " may not be added or removed on resize"));
        continue;
      }
      for (int i = 0; i < before.size(); i++) {
        if (!name(before.get(i)).equals(name(now.get(i)))) {
          errors.add(
              FieldError.forbidden(
                  field + "[" + i + "].name", list + " may not be renamed or reordered on resize"));
        }
      }
    }
    return errors;
  }

  private static void checkContainers(ApiObject pod, ApiObject old, List<FieldError> errors) {
    for (String list : LISTS) {
      for (int i = 0; i < old.at("spec", list).size(); i++) {
        JsonNode before = old.at("spec", list).get(i);
        JsonNode now = pod.at("spec", list).get(i);
        if (list.equals("containers")) {
          checkKept(before, now, list, i, errors);
          checkOthers(before, now, "only cpu and memory resources are mutable", errors);
        } else if (before.path("restartPolicy").asText("").equals("Always")) {
          checkKept(before, now, list, i, errors);
          checkOthers(
              before,
              now,
              "only cpu and memory resources for sidecar containers are mutable",
              errors);
        } else if (!now.equals(before)) {
          errors.add(
              FieldError.forbidden(
                  "spec", "resources for non-sidecar init containers are immutable"));
        }
      }
    }
  }

  /** Adds what is wrong with how a container wants to be resized. */
  static void checkPolicies(
      JsonNode spec, JsonNode container, String field, List<FieldError> errors) {
    boolean once = spec.path("restartPolicy").asText("").equals("Never");
    Set<String> seen = new HashSet<>();
    int index = 0;
    for (JsonNode policy : container.path("resizePolicy")) {
      String resource = policy.path("resourceName").asText("");
      String restart = policy.path("restartPolicy").asText("");
      if (!seen.add(resource)) {
        errors.add(FieldError.duplicate(field + "[" + index + "]", quoted(resource)));
      }
      index++;
      checkOneOf(resource, RESIZABLE, field, errors);
      checkOneOf(restart, RESTARTS, field, errors);
      if (once && restart.equals("RestartContainer")) {
        errors.add(
            FieldError.invalid(
                field, quoted(restart), "must be 'NotRequired' when `restartPolicy` is 'Never'"));
      }
    }
  }

  private static void checkOneOf(
      String value, List<String> values, String field, List<FieldError> errors) {
    if (value.isEmpty()) {
      errors.add(FieldError.required(field, ""));
    } else if (!values.contains(value)) {
      errors.add(FieldError.notSupported(field, quoted(value), values));
    }
  }

  private static void checkKept(
      JsonNode before, JsonNode now, String list, int index, List<FieldError> errors) {
    for (String amounts : AMOUNTS) {
      JsonNode left = now.path("resources").path(amounts);
      boolean removed =
          before
              .path("resources")
              .path(amounts)
              .propertyStream()
              .anyMatch(each -> !left.has(each.getKey()));
      if (removed) {
        errors.add(
            FieldError.forbidden(
                "spec.%s[%d].resources.%s".formatted(list, index, amounts),
                "resource " + amounts + " cannot be removed"));
      }
    }
  }

  private static void checkOthers(
      JsonNode before, JsonNode now, String problem, List<FieldError> errors) {
    if (!fixed(before).equals(fixed(now))) {
      errors.add(FieldError.forbidden("spec", problem));
    }
  }

  /** A container without what may change of it. */
  private static JsonNode fixed(JsonNode container) {
    ObjectNode copy = container.deepCopy();
    ObjectNode resources = copy.withObject("/resources");
    for (String amounts : AMOUNTS) {
      ObjectNode left = resources.withObject("/" + amounts);
      left.remove(RESIZABLE);
      if (left.isEmpty()) {
        resources.remove(amounts);
      }
    }
    return copy;
  }

  private static String name(JsonNode container) {
    return container.path("name").asText("");
  }
}
