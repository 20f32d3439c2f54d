package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;
import java.util.Set;

/** ResourceClaims: devices that pods ask for, which does not change once it is said. */
final class ResourceClaimStrategy extends SpecStrategy {
  ResourceClaimStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject claim) {
    Problems problems = new Problems();
    DeviceClaims.check(claim.at("spec", "devices"), "spec.devices", problems);
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject claim, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(claim.at("spec"), old.at("spec"), "spec");
    return problems.list();
  }

  /** With a device that is given back goes what its driver told of it. */
  @Override
  public void prepareForStatusUpdate(ApiObject claim, ApiObject old) {
    super.prepareForStatusUpdate(claim, old);
    Set<String> returned = ClaimAllocations.devices(old);
    returned.removeAll(ClaimAllocations.devices(claim));
    if (claim.at("status") instanceof ObjectNode status && status.has("devices")) {
      List<JsonNode> kept =
          status
              .path("devices")
              .valueStream()
              .filter(each -> !returned.contains(ClaimAllocations.device(each)))
              .toList();
      if (kept.isEmpty()) {
        status.remove("devices");
      } else {
        status.putArray("devices").addAll(kept);
      }
    }
  }

  @Override
  public List<FieldError> validateStatusUpdate(ApiObject claim, ApiObject old) {
    return ClaimAllocations.check(claim, old);
  }
}
