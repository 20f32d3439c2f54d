package io.quarterdeck.model.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.ServedResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The documents by which clients find out what the API serves. Pure. */
public final class Discovery {
  private final Map<String, Map<String, List<Kind>>> groups = new LinkedHashMap<>();

  public Discovery(Kinds kinds) {
    for (Kind kind : kinds.all()) {
      groups
          .computeIfAbsent(kind.type().group(), none -> new LinkedHashMap<>())
          .computeIfAbsent(kind.type().version(), none -> new ArrayList<>())
          .add(kind);
    }
  }

  /** What a subresource takes and gives, and how. */
  private record Subresource(String name, ResourceType type, List<String> verbs) {
    private static final List<String> CONNECT = List.of("create", "get");
    private static final List<String> PROXY = List.of("create", "delete", "get", "patch", "update");

    static Subresource of(Kind kind, String name) {
      ResourceType own = kind.type();
      return switch (name) {
        case "scale" -> of(name, "autoscaling", "v1", "Scale", List.of("get", "patch", "update"));
        case "binding" -> of(name, "", "v1", "Binding", List.of("create"));
        case "eviction" -> of(name, "policy", "v1", "Eviction", List.of("create"));
        case "token" -> of(name, "authentication.k8s.io", "v1", "TokenRequest", List.of("create"));
        case "exec" -> of(name, "", "v1", "PodExecOptions", CONNECT);
        case "attach" -> of(name, "", "v1", "PodAttachOptions", CONNECT);
        case "portforward" -> of(name, "", "v1", "PodPortForwardOptions", CONNECT);
        case "proxy" -> of(name, "", "v1", own.kind() + "ProxyOptions", PROXY);
        case "log" -> new Subresource(name, own, List.of("get"));
        case "finalize" -> new Subresource(name, own, List.of("update"));
        default -> new Subresource(name, own, List.of("get", "patch", "update"));
      };
    }

    private static Subresource of(
        String name, String group, String version, String kind, List<String> verbs) {
      return new Subresource(name, ResourceType.namespaced(group, version, kind, ""), verbs);
    }
  }

  /** The answer to {@code /api}. */
  public ObjectNode coreVersions() {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    groups.getOrDefault("", Map.of()).keySet().forEach(versions.putArray("versions")::add);
    versions
        .putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", "");
    return versions;
  }

  /** The answer to {@code /apis}. */
  public ObjectNode groups() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode array = list.putArray("groups");
    groups.keySet().stream().filter(each -> !each.isEmpty()).forEach(each -> array.add(body(each)));
    return list;
  }

  /** The answer to {@code /apis/<group>}. */
  public Optional<ObjectNode> group(String group) {
    if (group.isEmpty() || !groups.containsKey(group)) {
      return Optional.empty();
    }
    ObjectNode document = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
    document.setAll(body(group));
    return Optional.of(document);
  }

  private ObjectNode body(String group) {
    ObjectNode body = Json.object().put("name", group);
    ArrayNode versions = body.putArray("versions");
    for (String version : groups.getOrDefault(group, Map.of()).keySet()) {
      versions.add(version(group, version));
    }
    body.set("preferredVersion", versions.get(0));
    return body;
  }

  private static ObjectNode version(String group, String version) {
    return Json.object().put("groupVersion", group + "/" + version).put("version", version);
  }

  /** The answer to {@code /api/<version>} and {@code /apis/<group>/<version>}. */
  public Optional<ObjectNode> resources(String group, String version) {
    List<Kind> kinds = groups.getOrDefault(group, Map.of()).get(version);
    if (kinds == null) {
      return Optional.empty();
    }
    ObjectNode list =
        Json.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    for (Kind kind : kinds) {
      resources.add(resource(kind));
      for (String name : sorted(kind)) {
        resources.add(subresource(kind, Subresource.of(kind, name)));
      }
    }
    return Optional.of(list);
  }

  private static List<String> sorted(Kind kind) {
    return kind.subresources().stream().sorted().toList();
  }

  private static ObjectNode resource(Kind kind) {
    ObjectNode resource =
        Json.object()
            .put("name", kind.type().plural())
            .put("singularName", kind.singular())
            .put("namespaced", kind.type().namespaced())
            .put("kind", kind.type().kind());
    addAll(resource, "verbs", kind.verbs());
    addAll(resource, "shortNames", kind.shortNames());
    addAll(resource, "categories", kind.categories());
    return resource;
  }

  private static ObjectNode subresource(Kind kind, Subresource subresource) {
    ObjectNode node =
        Json.object()
            .put("name", kind.type().plural() + "/" + subresource.name())
            .put("singularName", "")
            .put("namespaced", kind.type().namespaced());
    boolean foreign = !subresource.type().equals(kind.type());
    if (foreign && !subresource.type().group().isEmpty()) {
      node.put("group", subresource.type().group()).put("version", subresource.type().version());
    }
    node.put("kind", subresource.type().kind());
    addAll(node, "verbs", subresource.verbs());
    return node;
  }

  private static void addAll(ObjectNode node, String field, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(node.putArray(field)::add);
    }
  }

  /**
   * Everything in one document.
   *
   * @param core the group without a name, else all others
   * @param version of the document: {@code v2} or {@code v2beta1}
   */
  public ObjectNode aggregated(boolean core, String version) {
    ObjectNode list =
        Json.object()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/" + version);
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    for (Map.Entry<String, Map<String, List<Kind>>> group : groups.entrySet()) {
      if (group.getKey().isEmpty() == core) {
        ObjectNode item = items.addObject();
        ObjectNode metadata = item.putObject("metadata");
        if (!core) {
          metadata.put("name", group.getKey());
        }
        metadata.putNull("creationTimestamp");
        ArrayNode versions = item.putArray("versions");
        group.getValue().forEach((name, kinds) -> versions.add(aggregated(name, kinds)));
      }
    }
    return list;
  }

  private static ObjectNode aggregated(String version, List<Kind> kinds) {
    ObjectNode node = Json.object().put("version", version).put("freshness", "Current");
    ArrayNode resources = node.putArray("resources");
    for (Kind kind : kinds) {
      ObjectNode resource = resources.addObject().put("resource", kind.type().plural());
      resource.set("responseKind", responseKind(kind.type()));
      resource
          .put("scope", kind.type().namespaced() ? "Namespaced" : "Cluster")
          .put("singularResource", kind.singular());
      addAll(resource, "verbs", kind.verbs());
      addAll(resource, "shortNames", kind.shortNames());
      addAll(resource, "categories", kind.categories());
      for (String name : sorted(kind)) {
        Subresource subresource = Subresource.of(kind, name);
        ObjectNode below = resource.withArray("/subresources").addObject().put("subresource", name);
        below.set("responseKind", responseKind(subresource.type()));
        addAll(below, "verbs", subresource.verbs());
      }
    }
    return node;
  }

  private static ObjectNode responseKind(ResourceType type) {
    return Json.object()
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
  }

  /** The same facts for the OpenAPI documents. */
  public List<ServedResource> served() {
    List<ServedResource> served = new ArrayList<>();
    groups
        .values()
        .forEach(
            versions ->
                versions
                    .values()
                    .forEach(kinds -> kinds.forEach(kind -> served.add(served(kind)))));
    return served;
  }

  private static ServedResource served(Kind kind) {
    List<ServedResource.Subresource> below = new ArrayList<>();
    for (String name : sorted(kind)) {
      Subresource each = Subresource.of(kind, name);
      below.add(
          new ServedResource.Subresource(
              name, each.type().apiVersion(), each.type().kind(), each.verbs()));
    }
    return new ServedResource(kind.type(), kind.verbs(), below);
  }
}
