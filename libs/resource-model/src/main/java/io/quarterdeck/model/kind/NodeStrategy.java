package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Nodes: an agent registers its own with a status, and says once where it is. */
final class NodeStrategy extends SpecStrategy {
  NodeStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public void prepareForCreate(ApiObject node) {
    // Its agent creates it together with what it found out about the machine.
  }

  @Override
  public String field(ApiObject node, String field) {
    return field.equals("spec.unschedulable")
        ? Boolean.toString(node.at("spec", "unschedulable").asBoolean())
        : super.field(node, field);
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject node, ApiObject old) {
    List<FieldError> errors = new ArrayList<>();
    for (String field : List.of("podCIDR", "providerID")) {
      String before = old.text("spec", field);
      String after = node.text("spec", field);
      if (!before.isEmpty() && !before.equals(after)) {
        errors.add(
            FieldError.forbidden(
                field.equals("podCIDR") ? "spec.podCIDRs" : "spec." + field,
                "node updates may not change " + field + " except from \"\" to valid"));
      }
    }
    if (!node.name().equals(old.name())) {
      errors.add(FieldError.invalid("metadata.name", quoted(node.name()), "field is immutable"));
    }
    return errors;
  }
}
