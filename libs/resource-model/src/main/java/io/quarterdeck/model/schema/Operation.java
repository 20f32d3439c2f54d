package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One thing that can be done with a resource.
 *
 * @param verb as discovery names it, or one of the methods that only a proxy passes on
 * @param subresource empty for the resource itself
 * @param apiVersion of the kind that is sent and returned
 * @param suffix what tells operations apart that have all else in common
 */
record Operation(
    String verb,
    ResourceType type,
    String subresource,
    String apiVersion,
    String kind,
    String suffix) {

  /** A query parameter. */
  record Parameter(String name, String type, String words) {}

  /** Subresources whose connections become streams. */
  private static final Set<String> CONNECTED = Set.of("exec", "attach", "portforward", "proxy");

  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final Parameter PRETTY =
      new Parameter("pretty", "string", "Whether the output is indented.");
  private static final List<Parameter> WRITES =
      List.of(
          new Parameter(
              "dryRun", "string", "When it is All, everything happens but that it is stored."),
          new Parameter("fieldManager", "string", "The name of whoever makes the change."),
          new Parameter(
              "fieldValidation",
              "string",
              "What happens to unknown and duplicate fields: Ignore, Warn or Strict."));
  private static final List<Parameter> DELETES =
      List.of(
          new Parameter(
              "dryRun", "string", "When it is All, everything happens but that it is stored."),
          new Parameter("gracePeriodSeconds", "integer", "Seconds until the object is gone."),
          new Parameter("orphanDependents", "boolean", "Superseded by propagationPolicy."),
          new Parameter(
              "propagationPolicy",
              "string",
              "What happens to dependents: Orphan, Background or Foreground."));
  private static final List<Parameter> LISTS =
      List.of(
          new Parameter("allowWatchBookmarks", "boolean", "Whether a watch sends bookmarks."),
          new Parameter("continue", "string", "The token of the page before."),
          new Parameter("fieldSelector", "string", "Restricts the list by fields."),
          new Parameter("labelSelector", "string", "Restricts the list by labels."),
          new Parameter("limit", "integer", "The most objects of one page."),
          new Parameter("resourceVersion", "string", "The version to list or watch from."),
          new Parameter("resourceVersionMatch", "string", "How resourceVersion is meant."),
          new Parameter("sendInitialEvents", "boolean", "Whether a watch begins with a list."),
          new Parameter("timeoutSeconds", "integer", "Seconds until a watch ends."),
          new Parameter("watch", "boolean", "Whether changes follow as they happen."));

  static Operation of(String verb, ResourceType type, String subresource) {
    return new Operation(verb, type, subresource, type.apiVersion(), type.kind(), "");
  }

  Operation returning(String newApiVersion, String newKind) {
    return new Operation(verb, type, subresource, newApiVersion, newKind, suffix);
  }

  Operation asListOfAll() {
    return new Operation(verb, type, subresource, apiVersion, kind, "ForAllNamespaces");
  }

  Operation withPath() {
    return new Operation(verb, type, subresource, apiVersion, kind, "WithPath");
  }

  String method() {
    return switch (verb) {
      case "create" -> "post";
      case "update" -> "put";
      case "patch", "head", "options" -> verb;
      case "delete", "deletecollection" -> "delete";
      default -> "get";
    };
  }

  String action() {
    if (CONNECTED.contains(subresource)) {
      return "connect";
    }
    return switch (verb) {
      case "create" -> "post";
      case "update" -> "put";
      default -> verb;
    };
  }

  boolean isPatch() {
    return verb.equals("patch");
  }

  boolean needsBody() {
    return verb.equals("create") || verb.equals("update") || isPatch();
  }

  List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    switch (verb) {
      case "list" -> parameters.addAll(LISTS);
      case "create", "update" -> parameters.addAll(WRITES);
      case "patch" -> {
        parameters.addAll(WRITES);
        parameters.add(new Parameter("force", "boolean", "Whether to take fields from others."));
      }
      case "delete" -> parameters.addAll(DELETES);
      case "deletecollection" -> {
        parameters.addAll(DELETES);
        LISTS.stream().filter(each -> each.name().endsWith("Selector")).forEach(parameters::add);
      }
      default -> {
        // Reading takes no more than the parameter of all.
      }
    }
    parameters.add(PRETTY);
    return parameters;
  }

  /** The definition of what is sent; empty for nothing. */
  String body() {
    return switch (verb) {
      case "create", "update" -> definition(kind);
      case "patch" -> META + "Patch";
      case "delete", "deletecollection" -> META + "DeleteOptions";
      default -> "";
    };
  }

  /** The definition of what is returned; empty for plain text. */
  String result() {
    return switch (verb) {
      case "list" -> definition(kind + "List");
      case "delete", "deletecollection" -> META + "Status";
      default -> definition(kind);
    };
  }

  private String definition(String name) {
    return Schemas.builtIn().forKind(apiVersion, name).map(Schema::definition).orElse("");
  }

  String tag() {
    String group = type.group().isEmpty() ? "core" : type.group().replaceFirst("\\..*", "");
    return group + "_" + type.version();
  }

  String description() {
    String object = subresource.isEmpty() ? type.kind() : subresource + " of " + type.kind();
    return verb + " " + object;
  }

  String id() {
    String word = verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1);
    return tag().replace("_", "") + word + type.kind() + subresource + suffix;
  }

  void writeKind(ObjectNode node) {
    int slash = apiVersion.indexOf('/');
    node.put("group", slash < 0 ? "" : apiVersion.substring(0, slash))
        .put("version", apiVersion.substring(slash + 1))
        .put("kind", kind);
  }
}
