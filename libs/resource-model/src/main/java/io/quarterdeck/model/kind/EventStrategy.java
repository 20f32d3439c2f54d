package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;
import java.util.Set;

/** Events: about an object, which their selectors name. */
final class EventStrategy implements Strategy {
  @Override
  public Set<String> selectableFields() {
    return Set.of(
        "metadata.name",
        "metadata.namespace",
        "involvedObject.kind",
        "involvedObject.namespace",
        "involvedObject.name",
        "involvedObject.uid",
        "involvedObject.apiVersion",
        "involvedObject.resourceVersion",
        "involvedObject.fieldPath",
        "reason",
        "reportingComponent",
        "source",
        "type");
  }

  @Override
  public String field(ApiObject event, String field) {
    if (!field.equals("source")) {
      return Strategy.super.field(event, field);
    }
    String component = event.text("source", "component");
    return component.isEmpty() ? event.text("reportingComponent") : component;
  }

  @Override
  public List<FieldError> validate(ApiObject event) {
    String about = event.text("involvedObject", "namespace");
    boolean cluster = about.isEmpty() && event.namespace().equals("default");
    return cluster || about.equals(event.namespace())
        ? List.of()
        : List.of(
            FieldError.invalid(
                "involvedObject.namespace",
                ObjectMetadata.quoted(about),
                "does not match event.namespace"));
  }
}
