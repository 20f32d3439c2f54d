package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.util.Set;

/**
 * CertificateSigningRequests: what is asked for never changes, one subresource says whether it is
 * granted, and another what came of it.
 */
public final class CertificateRequestStrategy extends SpecStrategy {
  private static final Set<String> DECISIONS = Set.of("Approved", "Denied");

  CertificateRequestStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public void prepareForUpdate(ApiObject request, ApiObject old) {
    super.prepareForUpdate(request, old);
    request.json().set("spec", old.at("spec"));
  }

  /** Whoever reports what came of a request leaves the decision as it is. */
  @Override
  public void prepareForStatusUpdate(ApiObject request, ApiObject old) {
    super.prepareForStatusUpdate(request, old);
    combine(request, conditions(old, true), conditions(request, false));
  }

  /** Makes the next version of a request that is decided over: nothing but the decision changes. */
  public static ApiObject decided(ApiObject wanted, ApiObject old) {
    ApiObject next = old.copy();
    next.json().withObject("/metadata").remove("resourceVersion");
    combine(next, conditions(wanted, true), conditions(old, false));
    return next;
  }

  private static ArrayNode conditions(ApiObject request, boolean decisions) {
    ArrayNode conditions = Json.MAPPER.createArrayNode();
    for (JsonNode each : request.at("status", "conditions")) {
      if (DECISIONS.contains(each.path("type").asText()) == decisions) {
        conditions.add(each);
      }
    }
    return conditions;
  }

  private static void combine(ApiObject request, ArrayNode decisions, ArrayNode others) {
    ArrayNode all = decisions.deepCopy().addAll(others);
    ObjectNode status = request.json().withObject("/status");
    if (all.isEmpty()) {
      status.remove("conditions");
    } else {
      status.set("conditions", all);
    }
  }
}
