package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ResourceClaimTemplates: claims that are made for each pod anew. */
final class ResourceClaimTemplateStrategy extends SpecStrategy {
  private static final Set<String> COPIED = Set.of("labels", "annotations");

  ResourceClaimTemplateStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject template) {
    Problems problems = new Problems();
    JsonNode metadata = template.at("spec", "metadata");
    problems.labels(metadata.path("labels"), "spec.metadata.labels");
    for (Map.Entry<String, JsonNode> each : metadata.properties()) {
      if (!COPIED.contains(each.getKey()) && !each.getValue().isNull()) {
        problems.forbidden("spec.metadata." + each.getKey(), "cannot be set");
      }
    }
    DeviceClaims.check(template.at("spec", "spec", "devices"), "spec.spec.devices", problems);
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject template, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(template.at("spec"), old.at("spec"), "spec");
    return problems.list();
  }
}
