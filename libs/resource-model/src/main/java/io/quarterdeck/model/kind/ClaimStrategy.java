package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import io.quarterdeck.model.quantity.Quantity;
import java.util.List;

/** PersistentVolumeClaims: once made, they may only be given a volume and grow. */
final class ClaimStrategy extends SpecStrategy {
  private static final String STORAGE = "spec.resources.requests.storage";

  ClaimStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject claim) {
    Problems problems = new Problems();
    spec(claim.at("spec"), "spec", problems);
    return problems.list();
  }

  /** Checks a spec, in a claim or in a template of claims. */
  static void spec(JsonNode spec, String at, Problems problems) {
    accessModes(spec, at, problems);
    problems.selector(spec.path("selector"), at + ".selector");
    JsonNode storage = spec.path("resources").path("requests").path("storage");
    if (storage.isMissingNode()) {
      problems.required(at + ".resources[storage]", "");
    } else {
      problems.positiveQuantity(storage, at + ".resources[storage]");
    }
    problems.named(spec.path("storageClassName"), at + ".storageClassName", Names::dnsSubdomain);
  }

  static void accessModes(JsonNode spec, String at, Problems problems) {
    List<String> modes = spec.path("accessModes").valueStream().map(JsonNode::asText).toList();
    if (modes.isEmpty()) {
      problems.required(at + ".accessModes", "at least 1 access mode is required");
    }
    if (modes.contains("ReadWriteOncePod") && modes.size() > 1) {
      problems.forbidden(
          at + ".accessModes", "may not use ReadWriteOncePod with other access modes");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject claim, ApiObject old) {
    Problems problems = new Problems();
    boolean bound = old.text("status", "phase").equals("Bound");
    if (!fixed(claim, old, bound).equals(fixed(old, old, bound))) {
      problems.forbidden(
          "spec",
          "spec is immutable after creation except resources.requests and"
              + " volumeAttributesClassName for bound claims");
    } else if (bound && size(claim).compareTo(size(old)) < 0) {
      problems.forbidden(STORAGE, "field can not be less than status.capacity");
    }
    return problems.list();
  }

  private static Quantity size(ApiObject claim) {
    return Quantity.parse(claim.at("spec", "resources", "requests", "storage").asText("0"));
  }

  private static JsonNode fixed(ApiObject claim, ApiObject old, boolean bound) {
    ObjectNode spec = claim.copy().json().withObject("/spec");
    if (old.text("spec", "volumeName").isEmpty()) {
      // Whoever binds it says to which volume.
      spec.remove("volumeName");
    }
    if (!old.at("spec").has("storageClassName")) {
      // It may get the class that has become the default one.
      spec.remove("storageClassName");
    }
    if (bound) {
      spec.remove("volumeAttributesClassName");
      spec.withObject("/resources").remove("requests");
    }
    return spec;
  }
}
