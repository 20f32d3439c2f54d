package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.List;
import java.util.regex.Pattern;

/** How a container may be asked how it is, and what may be done at the ends of its life. */
final class ProbeRules {
  private static final String HEADER = "[-A-Za-z0-9]+";
  private static final Pattern HEADER_PATTERN = Pattern.compile(HEADER);
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");
  private static final List<String> OF_PROBES = List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> OF_LIFE = List.of("exec", "httpGet", "tcpSocket", "sleep");

  private ProbeRules() {}

  /**
   * Checks what a container has of both.
   *
   * @param grace how long its pod may take to end
   */
  static void check(JsonNode container, JsonNode grace, String at, Problems problems) {
    for (String hook : List.of("postStart", "preStop")) {
      JsonNode handler = container.path("lifecycle").path(hook);
      if (!handler.isMissingNode()) {
        handler(handler, OF_LIFE, grace, at + ".lifecycle." + hook, problems);
      }
    }
    for (String name : PROBES) {
      JsonNode probe = container.path(name);
      if (!probe.isMissingNode()) {
        handler(probe, OF_PROBES, grace, at + "." + name, problems);
        numbers(probe, name, at + "." + name, problems);
      }
    }
  }

  /** A container that must end before others begin has nobody to ask it. */
  static void none(JsonNode container, String at, Problems problems) {
    for (String name : List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.has(name)) {
        problems.forbidden(
            at + "." + name, "may not be set for init containers without restartPolicy=Always");
      }
    }
  }

  private static void numbers(JsonNode probe, String name, String at, Problems problems) {
    problems.notNegative(
        probe,
        at,
        "initialDelaySeconds",
        "timeoutSeconds",
        "periodSeconds",
        "successThreshold",
        "failureThreshold");
    JsonNode grace = probe.path("terminationGracePeriodSeconds");
    String graceField = at + ".terminationGracePeriodSeconds";
    if (grace.isNumber() && grace.asLong() <= 0) {
      problems.invalid(graceField, grace, "must be greater than 0");
    }
    JsonNode successes = probe.path("successThreshold");
    if (name.equals("readinessProbe")) {
      if (grace.isNumber()) {
        problems.invalid(graceField, grace, "must not be set for readinessProbes");
      }
    } else if (successes.asInt(1) != 1) {
      problems.invalid(at + ".successThreshold", successes, "must be 1");
    }
  }

  private static void handler(
      JsonNode owner, List<String> known, JsonNode grace, String at, Problems problems) {
    List<String> given = known.stream().filter(owner::has).toList();
    if (given.isEmpty()) {
      problems.required(at, "must specify a handler type");
      return;
    }
    String first = given.getFirst();
    action(first, owner.path(first), grace, at + "." + first, problems);
    given.stream()
        .skip(1)
        .forEach(
            other ->
                problems.forbidden(at + "." + other, "may not specify more than 1 handler type"));
  }

  private static void action(
      String name, JsonNode action, JsonNode grace, String at, Problems problems) {
    switch (name) {
      case "exec" -> problems.needs(action, at, "command");
      case "httpGet" -> {
        portOrName(action.path("port"), at + ".port", problems);
        for (JsonNode header : action.path("httpHeaders")) {
          header(header.path("name"), at + ".httpHeaders", problems);
        }
      }
      case "sleep" -> sleep(action.path("seconds"), grace, at, problems);
      default -> portOrName(action.path("port"), at + ".port", problems);
    }
  }

  private static void portOrName(JsonNode port, String field, Problems problems) {
    problems.port(port, field);
    if (port.isTextual()) {
      Names.portName(port.textValue()).forEach(each -> problems.invalid(field, port, each));
    }
  }

  private static void header(JsonNode name, String field, Problems problems) {
    if (!HEADER_PATTERN.matcher(name.asText("")).matches()) {
      problems.invalid(
          field,
          name.asText(""),
          "a valid HTTP header must consist of alphanumeric characters or '-' (e.g."
              + " 'X-Header-Name', regex used for validation is '"
              + HEADER
              + "')");
    }
  }

  private static void sleep(JsonNode seconds, JsonNode grace, String at, Problems problems) {
    if (grace.isNumber() && (seconds.asLong() < 0 || seconds.asLong() > grace.asLong())) {
      problems.invalid(
          at,
          seconds,
          "must be non-negative and less than terminationGracePeriodSeconds ("
              + grace.asLong()
              + ")");
    }
  }
}
