package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;
import java.util.regex.Pattern;

/** IngressClasses: which controller serves the Ingresses of a class, and where it is told how. */
final class IngressClassStrategy extends SpecStrategy {
  private static final String CONTROLLER = "spec.controller";
  private static final String PARAMETERS = "spec.parameters";
  private static final int CONTROLLER_BYTES_MAX = 250;
  private static final String PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
  private static final Pattern PATH_PATTERN = Pattern.compile(PATH);

  IngressClassStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject ingressClass) {
    Problems problems = new Problems();
    problems.longest(CONTROLLER_BYTES_MAX, ingressClass.at("spec", "controller"), CONTROLLER);
    controller(ingressClass.text("spec", "controller"), problems);
    JsonNode parameters = ingressClass.at("spec", "parameters");
    if (!parameters.isMissingNode()) {
      parameters(parameters, problems);
    }
    return problems.list();
  }

  private static void controller(String controller, Problems problems) {
    int slash = controller.indexOf('/');
    if (controller.isEmpty()) {
      problems.required(CONTROLLER, "");
    } else if (slash < 1 || slash == controller.length() - 1) {
      problems.invalid(
          CONTROLLER, controller, "must be a domain-prefixed path (such as \"acme.io/foo\")");
    } else {
      String domain = controller.substring(0, slash);
      Names.dnsSubdomain(domain).forEach(each -> problems.invalid(CONTROLLER, domain, each));
      String path = controller.substring(slash + 1);
      if (!PATH_PATTERN.matcher(path).matches()) {
        problems.invalid(
            CONTROLLER, path, "Invalid path (regex used for validation is '" + PATH + "')");
      }
    }
  }

  private static void parameters(JsonNode parameters, Problems problems) {
    problems.ruled(parameters.path("apiGroup"), PARAMETERS + ".apiGroup", Names::dnsSubdomain);
    for (String field : List.of("kind", "name")) {
      if (parameters.path(field).asText("").isEmpty()) {
        problems.required(PARAMETERS + "." + field, field + " is required");
      }
      problems.named(parameters.path(field), PARAMETERS + "." + field, Names::pathSegment);
    }
    JsonNode namespace = parameters.path("namespace");
    String scope = parameters.path("scope").asText("");
    if (scope.equals("Namespace") && namespace.isMissingNode()) {
      problems.required(PARAMETERS + ".namespace", "`parameters.scope` is set to 'Namespace'");
    } else if (scope.equals("Namespace")) {
      problems.ruled(namespace, PARAMETERS + ".namespace", Names::dnsLabel);
    } else if (scope.equals("Cluster") && !namespace.isMissingNode()) {
      problems.forbidden(PARAMETERS + ".namespace", "`parameters.scope` is set to 'Cluster'");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject ingressClass, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(
        ingressClass.at("spec", "controller"), old.at("spec", "controller"), CONTROLLER);
    return problems.list();
  }
}
