package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Names;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PersistentVolumes: where some storage is, which does not change. */
final class VolumeStrategy extends SpecStrategy {
  /** Everything else in a spec is a source. */
  private static final Set<String> NO_SOURCES =
      Set.of(
          "accessModes",
          "capacity",
          "claimRef",
          "mountOptions",
          "nodeAffinity",
          "persistentVolumeReclaimPolicy",
          "storageClassName",
          "volumeAttributesClassName",
          "volumeMode");

  VolumeStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject volume) {
    Problems problems = new Problems();
    JsonNode spec = volume.at("spec");
    ClaimStrategy.accessModes(spec, "spec", problems);
    if (spec.path("capacity").isEmpty()) {
      problems.required("spec.capacity", "");
    } else if (!spec.path("capacity").has("storage") || spec.path("capacity").size() > 1) {
      problems.invalid("spec.capacity", spec.path("capacity"), "must hold storage alone");
    }
    problems.positiveQuantity(spec.path("capacity").path("storage"), "spec.capacity[storage]");
    int sources = sources(spec).size();
    if (sources == 0) {
      problems.required("spec", "must specify a volume type");
    } else if (sources > 1) {
      problems.forbidden("spec", "may not specify more than 1 volume type");
    }
    if (spec.has("local") && !spec.path("nodeAffinity").has("required")) {
      problems.required("spec.nodeAffinity", "Local volume requires node affinity");
    }
    problems.named(spec.path("storageClassName"), "spec.storageClassName", Names::dnsSubdomain);
    return problems.list();
  }

  static ObjectNode sources(JsonNode spec) {
    ObjectNode sources = Json.object();
    for (Map.Entry<String, JsonNode> each : spec.properties()) {
      if (!NO_SOURCES.contains(each.getKey())) {
        sources.set(each.getKey(), each.getValue());
      }
    }
    return sources;
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject volume, ApiObject old) {
    Problems problems = new Problems();
    if (!sources(volume.at("spec")).equals(sources(old.at("spec")))) {
      problems.forbidden(
          "spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
    }
    problems.immutable(
        volume.at("spec", "volumeMode"), old.at("spec", "volumeMode"), "spec.volumeMode");
    if (old.at("spec").has("nodeAffinity")) {
      problems.immutable(
          volume.at("spec", "nodeAffinity"), old.at("spec", "nodeAffinity"), "spec.nodeAffinity");
    }
    return problems.list();
  }
}
