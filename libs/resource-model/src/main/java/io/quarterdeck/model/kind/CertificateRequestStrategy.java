package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * CertificateSigningRequests: what is asked for never changes, one subresource says whether it is
 * granted, and another what came of it.
 */
public final class CertificateRequestStrategy extends SpecStrategy {
  private static final Set<String> DECISIONS = Set.of("Approved", "Denied");
  private static final int SECONDS_MIN = 600;

  CertificateRequestStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject request) {
    Problems problems = new Problems();
    JsonNode spec = request.at("spec");
    problems.needs(spec, "spec", "usages");
    SignerNames.check(spec.path("signerName"), "spec.signerName", problems);
    JsonNode seconds = spec.path("expirationSeconds");
    if (seconds.isNumber() && seconds.asInt() < SECONDS_MIN) {
      problems.invalid(
          "spec.expirationSeconds",
          seconds,
          "may not specify a duration less than 600 seconds (10 minutes)");
    }
    if (!isPem(spec.path("request").asText(""))) {
      // What was sent may be long, and nobody reads it in a message.
      problems.addAll(
          List.of(
              FieldError.invalid(
                  "spec.request", "", "PEM block type must be CERTIFICATE REQUEST")));
    }
    return problems.list();
  }

  private static boolean isPem(String base64) {
    String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    return text.contains("-----BEGIN CERTIFICATE REQUEST-----")
        && text.contains("-----END CERTIFICATE REQUEST-----");
  }

  @Override
  public List<FieldError> validateStatusUpdate(ApiObject request, ApiObject old) {
    Problems problems = new Problems();
    List<String> types =
        request
            .at("status", "conditions")
            .valueStream()
            .map(each -> each.path("type").asText())
            .toList();
    if (types.containsAll(DECISIONS)) {
      problems.invalid(
          "status.conditions",
          request.at("status", "conditions"),
          "Approved and Denied conditions are mutually exclusive");
    }
    String before = old.text("status", "certificate");
    if (!before.isEmpty() && !before.equals(request.text("status", "certificate"))) {
      problems.forbidden("status.certificate", "field is immutable once set");
    }
    return problems.list();
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
