package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** ControllerRevisions: what a template was once, which does not change any more. */
final class ControllerRevisionStrategy extends SpecStrategy {
  ControllerRevisionStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject revision) {
    Problems problems = new Problems();
    JsonNode data = revision.at("data");
    if (data.isMissingNode() || data.isNull()) {
      problems.required("data", "data is mandatory");
    }
    problems.atLeast(0, revision.at("revision"), "revision");
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject revision, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(revision.at("data"), old.at("data"), "data");
    return problems.list();
  }
}
