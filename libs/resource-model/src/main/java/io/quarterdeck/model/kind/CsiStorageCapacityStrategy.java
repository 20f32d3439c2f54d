package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** CSIStorageCapacities: how much storage of a class there is left for some nodes. */
final class CsiStorageCapacityStrategy extends SpecStrategy {
  CsiStorageCapacityStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject capacity) {
    Problems problems = new Problems();
    problems.selector(capacity.at("nodeTopology"), "nodeTopology");
    problems.named(capacity.at("storageClassName"), "storageClassName", Names::dnsSubdomain);
    problems.notNegativeQuantity(capacity.at("capacity"), "capacity");
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject capacity, ApiObject old) {
    Problems problems = new Problems();
    for (String field : List.of("nodeTopology", "storageClassName")) {
      problems.immutable(capacity.at(field), old.at(field), field);
    }
    return problems.list();
  }
}
