package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** Leases: who holds something, and until when. */
final class LeaseStrategy extends SpecStrategy {
  LeaseStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject lease) {
    Problems problems = new Problems();
    JsonNode spec = lease.at("spec");
    JsonNode duration = spec.path("leaseDurationSeconds");
    if (duration.isNumber() && duration.asLong() <= 0) {
      problems.invalid("spec.leaseDurationSeconds", duration, "must be greater than 0");
    }
    problems.notNegative(spec, "spec", "leaseTransitions");
    strategy(spec.path("strategy"), problems);
    if (!spec.path("preferredHolder").asText("").isEmpty()
        && spec.path("strategy").asText("").isEmpty()) {
      problems.forbidden("spec.preferredHolder", "may only be specified if `strategy` is defined");
    }
    return problems.list();
  }

  /** One that Kubernetes knows, or any behind a domain. Its messages name the field twice. */
  private static void strategy(JsonNode strategy, Problems problems) {
    String field = "spec.strategy.strategy";
    if (strategy.asText("").contains("/")) {
      problems.ruled(strategy, field, Names::qualifiedName);
    } else {
      problems.oneOf(strategy, field, "OldestEmulationVersion");
    }
  }
}
