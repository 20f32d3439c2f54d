package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import io.quarterdeck.model.quantity.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a pod's spec must be, in a pod and in a template of pods. */
final class PodSpecValidation {
  private static final int PORT_MAX = 65_535;
  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", EphemeralContainers.LIST);
  private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private final List<FieldError> errors;

  private PodSpecValidation(List<FieldError> errors) {
    this.errors = errors;
  }

  /**
   * Adds what is wrong with a spec.
   *
   * @param field where the spec is, such as {@code spec.template.spec}
   */
  static void check(JsonNode spec, String field, List<FieldError> errors) {
    new PodSpecValidation(errors).checkSpec(spec, field);
  }

  private void checkSpec(JsonNode spec, String field) {
    Set<String> volumes = volumes(spec, field);
    Set<String> names = new HashSet<>();
    if (spec.path("containers").isEmpty()) {
      errors.add(FieldError.required(field + ".containers", ""));
    }
    for (String list : CONTAINERS) {
      int index = 0;
      for (JsonNode container : spec.path(list)) {
        String at = field + "." + list + "[" + index++ + "]";
        checkContainer(container, at, volumes);
        if (!list.equals(EphemeralContainers.LIST)) {
          checkProbes(container, at);
          PodResize.checkPolicies(spec, container, at + ".resizePolicy", errors);
        }
        String name = container.path("name").asText("");
        if (!name.isEmpty() && !names.add(name)) {
          errors.add(FieldError.duplicate(at + ".name", quoted(name)));
        }
      }
    }
    EphemeralContainers.check(spec, field, errors);
    JsonNode grace = spec.path("terminationGracePeriodSeconds");
    if (grace.asLong(0) < 0) {
      errors.add(
          FieldError.invalid(
              field + ".terminationGracePeriodSeconds",
              grace.asText(),
              "must be greater than or equal to 0"));
    }
    JsonNode deadline = spec.path("activeDeadlineSeconds");
    if (deadline.isNumber() && deadline.asLong() < 1) {
      errors.add(
          FieldError.invalid(
              field + ".activeDeadlineSeconds",
              deadline.asText(),
              "must be between 1 and 2147483647, inclusive"));
    }
    oneOf(spec, "restartPolicy", List.of("Always", "OnFailure", "Never"), field);
    oneOf(
        spec,
        "dnsPolicy",
        List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
        field);
  }

  private void oneOf(JsonNode owner, String name, List<String> values, String field) {
    String value = owner.path(name).asText("");
    if (!value.isEmpty() && !values.contains(value)) {
      errors.add(FieldError.notSupported(field + "." + name, quoted(value), values));
    }
  }

  private Set<String> volumes(JsonNode spec, String field) {
    Set<String> names = new HashSet<>();
    int index = 0;
    for (JsonNode volume : spec.path("volumes")) {
      String at = field + ".volumes[" + index++ + "]";
      String name = volume.path("name").asText("");
      checkLabel(name, at + ".name");
      if (!name.isEmpty() && !names.add(name)) {
        errors.add(FieldError.duplicate(at + ".name", quoted(name)));
      }
      int sources = volume.size() - (volume.has("name") ? 1 : 0);
      if (sources == 0) {
        errors.add(FieldError.required(at, "must specify a volume type"));
      } else if (sources > 1) {
        errors.add(FieldError.forbidden(at, "may not specify more than 1 volume type"));
      }
    }
    return names;
  }

  private void checkLabel(String name, String field) {
    if (name.isEmpty()) {
      errors.add(FieldError.required(field, ""));
      return;
    }
    for (String problem : Names.dnsLabel(name)) {
      errors.add(FieldError.invalid(field, quoted(name), problem));
    }
  }

  private void checkContainer(JsonNode container, String at, Set<String> volumes) {
    checkLabel(container.path("name").asText(""), at + ".name");
    checkImage(container.path("image").asText(""), at + ".image");
    oneOf(container, "imagePullPolicy", List.of("Always", "IfNotPresent", "Never"), at);
    checkPorts(container.path("ports"), at + ".ports");
    checkEnvironment(container.path("env"), at + ".env");
    checkMounts(container.path("volumeMounts"), at + ".volumeMounts", volumes);
    checkResources(container.path("resources"), at + ".resources");
  }

  private void checkProbes(JsonNode container, String at) {
    for (String probe : PROBES) {
      checkProbe(container.path(probe), at + "." + probe);
    }
  }

  private void checkImage(String image, String field) {
    if (image.isEmpty()) {
      errors.add(FieldError.required(field, ""));
    } else if (!image.strip().equals(image)) {
      errors.add(
          FieldError.invalid(field, quoted(image), "must not have leading or trailing whitespace"));
    }
  }

  private void checkPorts(JsonNode ports, String field) {
    Set<String> names = new HashSet<>();
    int index = 0;
    for (JsonNode port : ports) {
      String at = field + "[" + index++ + "]";
      String name = port.path("name").asText("");
      List<String> problems = name.isEmpty() ? List.of() : Names.portName(name);
      problems.forEach(each -> errors.add(FieldError.invalid(at + ".name", quoted(name), each)));
      if (!name.isEmpty() && problems.isEmpty() && !names.add(name)) {
        errors.add(FieldError.duplicate(at + ".name", quoted(name)));
      }
      checkPort(port.path("containerPort"), at + ".containerPort");
      if (port.path("hostPort").asInt(0) != 0) {
        checkPort(port.path("hostPort"), at + ".hostPort");
      }
      oneOf(port, "protocol", List.of("SCTP", "TCP", "UDP"), at);
    }
  }

  private void checkPort(JsonNode port, String field) {
    if (port.asInt(0) < 1 || port.asInt() > PORT_MAX) {
      errors.add(
          port.asInt(0) == 0
              ? FieldError.required(field, "")
              : FieldError.invalid(field, port.asText(), "must be between 1 and 65535, inclusive"));
    }
  }

  private void checkEnvironment(JsonNode env, String field) {
    int index = 0;
    for (JsonNode variable : env) {
      String at = field + "[" + index++ + "]";
      String name = variable.path("name").asText("");
      if (name.isEmpty()) {
        errors.add(FieldError.required(at + ".name", ""));
      }
      Names.environmentVariable(name)
          .forEach(each -> errors.add(FieldError.invalid(at + ".name", quoted(name), each)));
      if (variable.has("valueFrom")) {
        checkSource(variable, at + ".valueFrom");
      }
    }
  }

  private void checkSource(JsonNode variable, String field) {
    int sources = variable.path("valueFrom").size();
    String problem = "";
    if (sources == 0) {
      problem =
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or"
              + " `secretKeyRef`";
    } else if (!variable.path("value").asText("").isEmpty()) {
      problem = "may not be specified when `value` is not empty";
    } else if (sources > 1) {
      problem = "may not have more than one field specified at a time";
    }
    if (!problem.isEmpty()) {
      errors.add(FieldError.invalid(field, quoted(""), problem));
    }
  }

  private void checkMounts(JsonNode mounts, String field, Set<String> volumes) {
    Set<String> paths = new HashSet<>();
    int index = 0;
    for (JsonNode mount : mounts) {
      String at = field + "[" + index++ + "]";
      String name = mount.path("name").asText("");
      if (name.isEmpty()) {
        errors.add(FieldError.required(at + ".name", ""));
      } else if (!volumes.contains(name)) {
        errors.add(new FieldError(FieldError.Type.NOT_FOUND, at + ".name", quoted(name), ""));
      }
      String path = mount.path("mountPath").asText("");
      if (path.isEmpty()) {
        errors.add(FieldError.required(at + ".mountPath", ""));
      } else if (!paths.add(path)) {
        errors.add(FieldError.invalid(at + ".mountPath", quoted(path), "must be unique"));
      }
    }
  }

  private void checkResources(JsonNode resources, String field) {
    JsonNode limits = resources.path("limits");
    for (String list : List.of("limits", "requests")) {
      for (Map.Entry<String, JsonNode> each : resources.path(list).properties()) {
        if (Quantity.parse(each.getValue().asText()).amount().signum() < 0) {
          errors.add(
              FieldError.invalid(
                  field + "." + list + "[" + each.getKey() + "]",
                  quoted(each.getValue().asText()),
                  "must be greater than or equal to 0"));
        }
      }
    }
    for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
      JsonNode limit = limits.path(request.getKey());
      if (!limit.isMissingNode()
          && Quantity.parse(request.getValue().asText()).compareTo(Quantity.parse(limit.asText()))
              > 0) {
        errors.add(
            FieldError.invalid(
                field + ".requests",
                quoted(request.getValue().asText()),
                "must be less than or equal to "
                    + request.getKey()
                    + " limit of "
                    + limit.asText()));
      }
    }
  }

  private void checkProbe(JsonNode probe, String field) {
    if (probe.isMissingNode()) {
      return;
    }
    long handlers = HANDLERS.stream().filter(probe::has).count();
    if (handlers == 0) {
      errors.add(FieldError.required(field, "must specify a handler type"));
    } else if (handlers > 1) {
      errors.add(FieldError.forbidden(field, "may not specify more than 1 handler type"));
    }
    for (String number :
        List.of(
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold")) {
      if (probe.path(number).asInt(0) < 0) {
        errors.add(
            FieldError.invalid(
                field + "." + number,
                probe.path(number).asText(),
                "must be greater than or equal to 0"));
      }
    }
    boolean readiness = field.endsWith("readinessProbe");
    if (!readiness && probe.path("successThreshold").asInt(1) > 1) {
      errors.add(
          FieldError.invalid(
              field + ".successThreshold", probe.path("successThreshold").asText(), "must be 1"));
    }
  }
}
