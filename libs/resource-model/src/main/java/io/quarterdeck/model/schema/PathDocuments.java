package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.schema.DefinitionDocuments.Version;
import io.quarterdeck.model.schema.Operation.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Writes the paths of a resource with their operations, as OpenAPI documents describe them. */
final class PathDocuments {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> PRODUCED = List.of("application/json", "application/yaml");
  private static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml");

  private static final String PROXY = "proxy";

  /** The methods of a proxy that are no verbs of the API. */
  private static final List<String> PASSED_ON = List.of("head", "options");

  private final Version version;
  private final ObjectNode paths;

  private PathDocuments(Version version, ObjectNode paths) {
    this.version = version;
    this.paths = paths;
  }

  static void write(Version version, ServedResource resource, ObjectNode paths) {
    new PathDocuments(version, paths).resource(resource);
  }

  private void resource(ServedResource resource) {
    ResourceType type = resource.type();
    String collection = type.path(type.namespaced() ? "{namespace}" : "");
    String item = collection + "/{name}";
    if (type.namespaced() && resource.verbs().contains("list")) {
      add(type.path(""), Operation.of("list", type, "").asListOfAll());
    }
    for (String verb : resource.verbs()) {
      switch (verb) {
        case "list", "create", "deletecollection" -> add(collection, Operation.of(verb, type, ""));
        case "get", "update", "patch", "delete" -> add(item, Operation.of(verb, type, ""));
        default -> {
          // A watch is a list with a parameter.
        }
      }
    }
    for (ServedResource.Subresource each : resource.subresources()) {
      subresource(type, each, item + "/" + each.name());
    }
  }

  private void subresource(ResourceType type, ServedResource.Subresource subresource, String path) {
    boolean passesOn = subresource.name().equals(PROXY);
    List<String> verbs = new ArrayList<>(subresource.verbs());
    if (passesOn) {
      verbs.addAll(PASSED_ON);
    }
    for (String verb : verbs) {
      Operation operation =
          Operation.of(verb, type, subresource.name())
              .returning(subresource.apiVersion(), subresource.kind());
      add(path, operation);
      if (passesOn) {
        add(path + "/{path}", operation.withPath());
      }
    }
  }

  private void add(String path, Operation operation) {
    ObjectNode item = paths.withObjectProperty(path);
    if (!item.has("parameters")) {
      ArrayNode parameters = item.putArray("parameters");
      for (String name : List.of("name", "namespace", "path")) {
        if (path.contains("{" + name + "}")) {
          parameter(parameters, new Parameter(name, "string", "The " + name + "."), "path");
        }
      }
    }
    item.set(operation.method(), operation(operation));
  }

  private ObjectNode operation(Operation operation) {
    ObjectNode node = NODES.objectNode();
    node.putArray("tags").add(operation.tag());
    node.put("description", operation.description()).put("operationId", operation.id());
    ArrayNode parameters = node.putArray("parameters");
    operation.parameters().forEach(each -> parameter(parameters, each, "query"));
    String body = operation.body();
    if (version == Version.V2) {
      PRODUCED.forEach(node.putArray("produces")::add);
      (operation.isPatch() ? PATCHES : List.of("application/json"))
          .forEach(node.putArray("consumes")::add);
      if (!body.isEmpty()) {
        ObjectNode parameter = parameters.addObject();
        parameter.put("name", "body").put("in", "body").put("required", operation.needsBody());
        parameter.putObject("schema").put("$ref", version.reference(body));
      }
    } else if (!body.isEmpty()) {
      ObjectNode content = node.putObject("requestBody").putObject("content");
      (operation.isPatch() ? PATCHES : List.of("*/*"))
          .forEach(each -> schema(content.putObject(each), body));
    }
    ObjectNode response = node.putObject("responses").putObject("200");
    response.put("description", "OK");
    response(response, operation.result());
    node.put("x-kubernetes-action", operation.action());
    operation.writeKind(node.putObject("x-kubernetes-group-version-kind"));
    return node;
  }

  private void response(ObjectNode response, String result) {
    if (version == Version.V2) {
      schema(response, result);
    } else {
      ObjectNode content = response.putObject("content");
      PRODUCED.forEach(each -> schema(content.putObject(each), result));
    }
  }

  private void schema(ObjectNode holder, String definition) {
    ObjectNode schema = holder.putObject("schema");
    if (definition.isEmpty()) {
      schema.put("type", "string");
    } else {
      schema.put("$ref", version.reference(definition));
    }
  }

  private void parameter(ArrayNode parameters, Parameter parameter, String place) {
    ObjectNode node = parameters.addObject();
    node.put("name", parameter.name()).put("in", place).put("description", parameter.words());
    if (place.equals("path")) {
      node.put("required", true);
    }
    ObjectNode typed = version == Version.V2 ? node : node.putObject("schema");
    typed.put("type", parameter.type()).put("uniqueItems", true);
  }
}
