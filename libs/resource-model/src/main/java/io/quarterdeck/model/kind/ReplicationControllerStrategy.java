package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.selector.LabelSelector;
import java.util.List;

/** ReplicationControllers: ReplicaSets of the first days, whose selector is a map of labels. */
final class ReplicationControllerStrategy extends SpecStrategy {
  ReplicationControllerStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject controller) {
    Problems problems = new Problems();
    problems.notNegative(controller.at("spec"), "spec", "replicas", "minReadySeconds");
    if (controller.at("spec", "selector").isEmpty()) {
      problems.required("spec.selector", "");
    } else {
      TemplateRules.matches(
          LabelSelector.ofMap(controller.at("spec", "selector")), controller, problems);
    }
    if (controller.at("spec", "template").isMissingNode()) {
      problems.required("spec.template", "");
    } else {
      TemplateRules.pods(controller.at("spec", "template"), "spec.template", problems);
      TemplateRules.alwaysRestarted(
          controller.at("spec", "template"), "ReplicationController", problems);
    }
    return problems.list();
  }
}
