package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** StatefulSets: replicas with names and volumes of their own. */
final class StatefulSetStrategy extends SpecStrategy {
  private static final List<String> CHANGEABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  StatefulSetStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject set) {
    Problems problems = new Problems();
    TemplateRules.check(set, "StatefulSet", problems);
    problems.atLeast(0, set.at("spec", "ordinals", "start"), "spec.ordinals.start");
    JsonNode strategy = set.at("spec", "updateStrategy");
    String at = "spec.updateStrategy.rollingUpdate";
    if (strategy.path("type").asText().equals("OnDelete") && strategy.has("rollingUpdate")) {
      problems.invalid(
          at, strategy.path("rollingUpdate"), "only allowed for updateStrategy 'RollingUpdate'");
    }
    problems.notNegative(strategy.path("rollingUpdate"), at, "partition");
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject set, ApiObject old) {
    return fixed(set).equals(fixed(old))
        ? List.of()
        : List.of(
            FieldError.forbidden(
                "spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                    + " 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and"
                    + " 'minReadySeconds' are forbidden"));
  }

  private static JsonNode fixed(ApiObject set) {
    ObjectNode spec = set.copy().json().withObject("/spec");
    return spec.remove(CHANGEABLE);
  }
}
