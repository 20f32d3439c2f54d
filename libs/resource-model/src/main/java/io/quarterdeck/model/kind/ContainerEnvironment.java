package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.List;

/** The variables that a container finds, and where their values may come from. */
final class ContainerEnvironment {
  private static final String ONE_AT_A_TIME =
      "may not have more than one field specified at a time";

  private ContainerEnvironment() {}

  static void check(JsonNode container, String at, Problems problems) {
    problems.each(
        container.path("env"), at + ".env", (variable, each) -> variable(variable, each, problems));
    String field = at + ".envFrom";
    problems.each(container.path("envFrom"), field, (all, each) -> all(all, each, field, problems));
  }

  private static void variable(JsonNode variable, String at, Problems problems) {
    problems.needs(variable, at, "name");
    problems.named(variable.path("name"), at + ".name", Names::environmentVariable);
    if (!variable.has("valueFrom")) {
      return;
    }
    JsonNode source = variable.path("valueFrom");
    String field = at + ".valueFrom";
    source(source, field, problems);
    if (source.isEmpty()) {
      problems.invalid(
          field,
          "",
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or"
              + " `secretKeyRef`");
    } else if (!variable.path("value").asText("").isEmpty()) {
      problems.invalid(field, "", "may not be specified when `value` is not empty");
    } else if (source.size() > 1) {
      problems.invalid(field, "", ONE_AT_A_TIME);
    }
  }

  private static void source(JsonNode source, String at, Problems problems) {
    if (source.has("fieldRef")) {
      FieldReferences.field(
          source.path("fieldRef"), FieldReferences.OF_VARIABLES, at + ".fieldRef", problems);
    }
    if (source.has("resourceFieldRef")) {
      FieldReferences.amount(
          source.path("resourceFieldRef"), false, at + ".resourceFieldRef", problems);
    }
    for (String name : List.of("configMapKeyRef", "secretKeyRef")) {
      if (source.has(name)) {
        JsonNode reference = source.path(name);
        String owner = reference.path("name").asText("");
        Names.dnsSubdomain(owner)
            .forEach(problem -> problems.invalid(at + "." + name + ".name", owner, problem));
        problems.needs(reference, at + "." + name, "key");
        problems.named(reference.path("key"), at + "." + name + ".key", ConfigKeys::check);
      }
    }
  }

  private static void all(JsonNode all, String at, String list, Problems problems) {
    problems.named(all.path("prefix"), at + ".prefix", Names::environmentVariable);
    List<String> given = List.of("configMapRef", "secretRef").stream().filter(all::has).toList();
    for (String name : given) {
      problems.needs(all.path(name), at + "." + name, "name");
      problems.named(all.path(name).path("name"), at + "." + name + ".name", Names::dnsSubdomain);
    }
    if (given.isEmpty()) {
      problems.invalid(list, "", "must specify one of: `configMapRef` or `secretRef`");
    } else if (given.size() > 1) {
      problems.invalid(list, "", ONE_AT_A_TIME);
    }
  }
}
