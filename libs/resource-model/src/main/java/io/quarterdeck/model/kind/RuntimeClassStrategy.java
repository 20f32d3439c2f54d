package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** RuntimeClasses: a runtime of the nodes, by the name that it has there. */
final class RuntimeClassStrategy extends SpecStrategy {
  RuntimeClassStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject runtimeClass) {
    Problems problems = new Problems();
    problems.named(runtimeClass.at("handler"), "handler", Names::dnsLabel);
    runtimeClass
        .at("overhead", "podFixed")
        .properties()
        .forEach(
            each ->
                problems.notNegativeQuantity(
                    each.getValue(), "overhead.podFixed[" + each.getKey() + "]"));
    problems.labels(runtimeClass.at("scheduling", "nodeSelector"), "scheduling.nodeSelector");
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject runtimeClass, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(runtimeClass.at("handler"), old.at("handler"), "handler");
    return problems.list();
  }
}
