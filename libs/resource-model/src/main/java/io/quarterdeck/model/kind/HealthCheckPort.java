package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.FieldError;
import java.util.List;

/**
 * The port at which a load balancer asks each node whether it has endpoints of a Service: of use
 * where the balancer must not send to nodes that have none. Pure.
 */
public final class HealthCheckPort {
  public static final String FIELD = "healthCheckNodePort";

  private static final String PATH = "spec." + FIELD;
  private static final int PORT_MAX = 65_535;

  private HealthCheckPort() {}

  /** Whether a Service with this spec has one. */
  public static boolean isNeeded(JsonNode spec) {
    return spec.path("type").asText().equals("LoadBalancer")
        && spec.path("externalTrafficPolicy").asText().equals("Local");
  }

  /** 0 when it has none. */
  public static int of(JsonNode spec) {
    return spec.path(FIELD).asInt();
  }

  /** What is needed no more goes, unless it was changed at the same time. */
  static void forget(ObjectNode spec, JsonNode before) {
    if (isNeeded(before) && !isNeeded(spec) && of(before) == of(spec)) {
      spec.remove(FIELD);
    }
  }

  static void check(JsonNode spec, List<FieldError> errors) {
    int port = of(spec);
    if (port != 0 && !isNeeded(spec)) {
      errors.add(
          FieldError.invalid(
              PATH,
              Integer.toString(port),
              "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is"
                  + " 'Local'"));
    } else if (port < 0 || port > PORT_MAX) {
      errors.add(
          FieldError.invalid(
              PATH, Integer.toString(port), "must be between 1 and 65535, inclusive"));
    }
  }

  static List<FieldError> checkUpdate(JsonNode spec, JsonNode before) {
    boolean kept = !isNeeded(before) || !isNeeded(spec) || of(before) == of(spec);
    return kept
        ? List.of()
        : List.of(FieldError.invalid(PATH, Integer.toString(of(spec)), "field is immutable"));
  }
}
