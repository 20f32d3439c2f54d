package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** CSIDrivers: what a driver of volumes expects of the cluster. */
final class CsiDriverStrategy extends SpecStrategy {
  private static final int NAME_BYTES_MAX = 63;
  private static final long UPDATE_SECONDS_MIN = 10;
  private static final long TOKEN_SECONDS_MIN = 600;
  private static final long TOKEN_SECONDS_MAX = 1L << 32;

  CsiDriverStrategy(WriteFacts facts) {
    super(facts);
  }

  /** The name of a driver, where another object mentions it. */
  static void name(JsonNode name, String field, Problems problems) {
    problems.longest(NAME_BYTES_MAX, name, field);
    problems.named(name, field, each -> Names.dnsSubdomain(each.toLowerCase(Locale.ROOT)));
  }

  @Override
  public List<FieldError> validate(ApiObject driver) {
    Problems problems = new Problems();
    JsonNode spec = driver.at("spec");
    tokens(spec.path("tokenRequests"), problems);
    JsonNode secret = spec.path("serviceAccountTokenInSecrets");
    if (secret.isBoolean() && spec.path("tokenRequests").isEmpty()) {
      problems.invalid(
          "spec.serviceAccountTokenInSecrets", secret, "may only be set with `tokenRequests`");
    }
    JsonNode period = spec.path("nodeAllocatableUpdatePeriodSeconds");
    if (period.isNumber() && period.asLong() < UPDATE_SECONDS_MIN) {
      problems.invalid(
          "spec.nodeAllocatableUpdatePeriodSeconds",
          period,
          "must be greater than or equal to 10 seconds");
    }
    return problems.list();
  }

  private static void tokens(JsonNode requests, Problems problems) {
    Set<String> audiences = new HashSet<>();
    for (int i = 0; i < requests.size(); i++) {
      String at = "spec.tokenRequests[" + i + "]";
      String audience = requests.get(i).path("audience").asText("");
      if (audiences.add(audience)) {
        expiry(requests.get(i).path("expirationSeconds"), at + ".expirationSeconds", problems);
      } else {
        problems.duplicate(at + ".audience", audience);
      }
    }
  }

  private static void expiry(JsonNode seconds, String field, Problems problems) {
    if (seconds.isNumber() && seconds.asLong() < TOKEN_SECONDS_MIN) {
      problems.invalid(field, seconds, "may not specify a duration less than 10 minutes");
    }
    if (seconds.isNumber() && seconds.asLong() > TOKEN_SECONDS_MAX) {
      problems.invalid(field, seconds, "may not specify a duration larger than 2^32 seconds");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject driver, ApiObject old) {
    Problems problems = new Problems();
    // Kubernetes calls the field so in its messages.
    problems.immutable(
        driver.at("spec", "attachRequired"),
        old.at("spec", "attachRequired"),
        "spec.attachedRequired");
    problems.immutable(
        driver.at("spec", "volumeLifecycleModes"),
        old.at("spec", "volumeLifecycleModes"),
        "spec.volumeLifecycleModes");
    return problems.list();
  }
}
