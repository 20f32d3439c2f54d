package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** PodTemplates: what pods may be made of, kept for whoever asks. */
final class PodTemplateStrategy extends SpecStrategy {
  PodTemplateStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject template) {
    Problems problems = new Problems();
    TemplateRules.pods(template.at("template"), "template", problems);
    return problems.list();
  }
}
