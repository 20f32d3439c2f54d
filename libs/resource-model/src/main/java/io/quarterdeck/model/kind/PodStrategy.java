package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Pods: nothing but their images and a few numbers changes once they are there. */
final class PodStrategy extends SpecStrategy {
  private static final int TOLERATION_SECONDS = 300;
  private static final List<String> CONTAINERS = List.of("containers", "initContainers");

  PodStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public void prepareForCreate(ApiObject pod) {
    super.prepareForCreate(pod);
    tolerate(pod, "node.kubernetes.io/not-ready");
    tolerate(pod, "node.kubernetes.io/unreachable");
    ObjectNode status = pod.json().putObject("status").put("phase", "Pending");
    status.put("qosClass", QosClass.of(pod.at("spec")));
    if (!pod.at("spec", "schedulingGates").isEmpty()) {
      status
          .putArray("conditions")
          .addObject()
          .put("type", "PodScheduled")
          .put("status", "False")
          .put("reason", "SchedulingGated")
          .put("message", "Scheduling is blocked due to non-empty scheduling gates");
    }
  }

  /** A pod leaves a node that is lost, but not at once. */
  private static void tolerate(ApiObject pod, String key) {
    ArrayNode tolerations = pod.json().withObject("/spec").withArray("/tolerations");
    for (JsonNode each : tolerations) {
      String effect = each.path("effect").asText("");
      String tolerated = each.path("key").asText("");
      if ((tolerated.equals(key) || tolerated.isEmpty())
          && (effect.isEmpty() || effect.equals("NoExecute"))) {
        return;
      }
    }
    tolerations
        .addObject()
        .put("key", key)
        .put("operator", "Exists")
        .put("effect", "NoExecute")
        .put("tolerationSeconds", TOLERATION_SECONDS);
  }

  /** Counts a change of the spec by a subresource. */
  static void count(ApiObject pod, ApiObject old) {
    if (!pod.at("spec").equals(old.at("spec"))) {
      pod.json().withObject("/metadata").put("generation", old.generation() + 1);
    }
  }

  @Override
  public List<FieldError> validateCreate(ApiObject pod) {
    List<FieldError> errors = new ArrayList<>(EphemeralContainers.validateCreate(pod));
    if (!pod.text("spec", "nodeName").isEmpty() && !pod.at("spec", "schedulingGates").isEmpty()) {
      errors.add(
          FieldError.forbidden(
              "spec.nodeName", "cannot be set until all schedulingGates have been cleared"));
    }
    return errors;
  }

  @Override
  public List<FieldError> validate(ApiObject pod) {
    Problems problems = new Problems();
    PodSpecValidation.ofPod(pod, problems);
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject pod, ApiObject old) {
    List<FieldError> errors = new ArrayList<>();
    List<JsonNode> gates = old.at("spec", "schedulingGates").valueStream().toList();
    pod.at("spec", "schedulingGates")
        .valueStream()
        .filter(each -> !gates.contains(each))
        .forEach(
            each ->
                errors.add(
                    FieldError.forbidden(
                        "spec.schedulingGates",
                        "only deletion is allowed, but found new scheduling gate '"
                            + each.path("name").asText()
                            + "'")));
    List<FieldError> recounted = recounted(pod, old);
    errors.addAll(recounted);
    if (recounted.isEmpty() && !comparable(old, pod).equals(comparable(pod, pod))) {
      errors.add(otherFieldsChanged());
    }
    return errors;
  }

  private static List<FieldError> recounted(ApiObject pod, ApiObject old) {
    return CONTAINERS.stream()
        .filter(list -> pod.at("spec", list).size() != old.at("spec", list).size())
        .map(
            list ->
                FieldError.forbidden(
                    "spec." + list, "pod updates may not add or remove containers"))
        .toList();
  }

  private static FieldError otherFieldsChanged() {
    return FieldError.forbidden(
        "spec",
        "pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
            + " (only additions to existing tolerations),`spec.terminationGracePeriodSeconds`"
            + " (allow it to be set to 1 if it was previously negative)");
  }

  /** A spec without what may change, so that the rest can be compared. */
  private static JsonNode comparable(ApiObject pod, ApiObject now) {
    ObjectNode spec = pod.copy().json().withObject("/spec");
    for (String list : CONTAINERS) {
      for (JsonNode container : spec.path(list)) {
        ((ObjectNode) container).remove("image");
      }
    }
    spec.remove("activeDeadlineSeconds");
    boolean onlyAdded = true;
    for (JsonNode each : pod.at("spec", "tolerations")) {
      boolean still = false;
      for (JsonNode other : now.at("spec", "tolerations")) {
        still |= other.equals(each);
      }
      onlyAdded &= still;
    }
    if (onlyAdded) {
      spec.remove("tolerations");
    }
    spec.remove("schedulingGates");
    return spec;
  }

  @Override
  public List<FieldError> validateStatusUpdate(ApiObject pod, ApiObject old) {
    if (!pod.text("spec", "nodeName").equals(old.text("spec", "nodeName"))) {
      return List.of(
          FieldError.forbidden(
              "status.nodeName", "may not be changed directly: " + shown(pod.at("spec"))));
    }
    return List.of();
  }

  @Override
  public String field(ApiObject pod, String field) {
    return field.equals("spec.hostNetwork")
        ? Boolean.toString(pod.at("spec", "hostNetwork").asBoolean())
        : super.field(pod, field);
  }

  @Override
  public OptionalLong gracePeriod(ApiObject pod, OptionalLong requested) {
    String phase = pod.text("status", "phase");
    boolean nothingRuns =
        pod.text("spec", "nodeName").isEmpty()
            || phase.equals("Succeeded")
            || phase.equals("Failed");
    if (nothingRuns) {
      return OptionalLong.of(0);
    }
    return requested.isPresent()
        ? requested
        : OptionalLong.of(pod.at("spec", "terminationGracePeriodSeconds").asLong(30));
  }
}
