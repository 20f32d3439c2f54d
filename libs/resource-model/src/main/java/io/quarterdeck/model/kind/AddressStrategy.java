package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** IPAddresses: each says who has the address that it is named by. */
final class AddressStrategy extends SpecStrategy {
  private static final String PARENT = "spec.parentRef";

  AddressStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject address) {
    Problems problems = new Problems();
    JsonNode parent = address.at("spec", "parentRef");
    problems.named(parent.path("group"), PARENT + ".group", Names::dnsSubdomain);
    for (String field : List.of("resource", "name", "namespace")) {
      problems.named(parent.path(field), PARENT + "." + field, Names::pathSegment);
    }
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject address, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(address.at("spec", "parentRef"), old.at("spec", "parentRef"), PARENT);
    return problems.list();
  }
}
