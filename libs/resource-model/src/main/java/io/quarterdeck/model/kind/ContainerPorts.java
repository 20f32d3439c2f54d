package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ports of containers, and those of the host that lead to them. */
final class ContainerPorts {
  private ContainerPorts() {}

  static void check(JsonNode ports, String field, Problems problems) {
    Set<String> names = new HashSet<>();
    problems.each(
        ports,
        field,
        (port, at) -> {
          String name = port.path("name").asText("");
          List<String> wrong = name.isEmpty() ? List.of() : Names.portName(name);
          wrong.forEach(problem -> problems.invalid(at + ".name", name, problem));
          if (!name.isEmpty() && wrong.isEmpty() && !names.add(name)) {
            problems.duplicate(at + ".name", name);
          }
          if (port.path("containerPort").asInt(0) == 0) {
            problems.required(at + ".containerPort", "");
          } else {
            problems.port(port.path("containerPort"), at + ".containerPort");
          }
          if (port.path("hostPort").asInt(0) != 0) {
            problems.port(port.path("hostPort"), at + ".hostPort");
          }
        });
  }

  /** Checks that no two containers that run at once have the same port of the host. */
  static void apart(Iterable<JsonNode> containers, String field, Problems problems) {
    Set<String> taken = new HashSet<>();
    int index = 0;
    for (JsonNode container : containers) {
      problems.each(
          container.path("ports"),
          field + "[" + index++ + "].ports",
          (port, at) -> {
            int number = port.path("hostPort").asInt(0);
            String key =
                port.path("protocol").asText("")
                    + "/"
                    + port.path("hostIP").asText("")
                    + "/"
                    + number;
            if (number != 0 && !taken.add(key)) {
              problems.duplicate(at + ".hostPort", key);
            }
          });
    }
  }

  /**
   * Checks that a pod on the network of its host has the ports there that its containers have.
   *
   * @param isPod whether it is one, and not a template, in which they may still be missing
   */
  static void ofHost(JsonNode spec, boolean isPod, String at, Problems problems) {
    if (!spec.path("hostNetwork").asBoolean()) {
      return;
    }
    problems.each(
        spec.path("containers"),
        at + ".containers",
        (container, each) ->
            problems.each(
                container.path("ports"),
                each + ".ports",
                (port, where) -> {
                  int number = port.path("hostPort").asInt(0);
                  if ((isPod || number != 0) && number != port.path("containerPort").asInt(0)) {
                    problems.addInvalid(
                        where + ".hostPort",
                        Integer.toString(number),
                        "must match `containerPort` when `hostNetwork` is true");
                  }
                }));
  }
}
