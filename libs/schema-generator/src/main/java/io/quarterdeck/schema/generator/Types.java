package io.quarterdeck.schema.generator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Turns the Java type of a model's field into the type of a property. */
final class Types {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final String EXTENSIONS =
      "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";

  /** Java has one class for these two, and only protobuf tells them apart. */
  private static final String TIME = META + "Time";

  private static final String MICRO_TIME = META + "MicroTime";

  /** Definitions that are no model class, because Java has something simpler or of its own. */
  static final Map<String, String> WELL_KNOWN =
      Map.ofEntries(
          Map.entry("io.k8s.apimachinery.pkg.api.resource.Quantity", "quantity"),
          Map.entry("io.k8s.apimachinery.pkg.util.intstr.IntOrString", "int-or-string"),
          Map.entry("io.k8s.apimachinery.pkg.runtime.RawExtension", "raw"),
          Map.entry(TIME, "time"),
          Map.entry(MICRO_TIME, "micro-time"),
          Map.entry(META + "FieldsV1", "raw"),
          Map.entry(META + "Patch", "raw"),
          Map.entry(EXTENSIONS + "JSON", "any"),
          Map.entry(EXTENSIONS + "JSONSchemaPropsOrArray", "any"),
          Map.entry(EXTENSIONS + "JSONSchemaPropsOrBool", "any"),
          Map.entry(EXTENSIONS + "JSONSchemaPropsOrStringArray", "any"),
          Map.entry(EXTENSIONS + "CustomResourceSubresourceStatus", "object"),
          Map.entry("io.k8s.api.apiserverinternal.v1alpha1.StorageVersionSpec", "object"),
          Map.entry("io.k8s.api.scheduling.v1alpha2.BasicSchedulingPolicy", "object"));

  /** The one field of a free type that no protobuf message in the sources describes. */
  private static final Map<String, String> FREE =
      Map.of(
          "io.k8s.api.scheduling.v1alpha2.PodGroupSchedulingPolicy.basic",
          "io.k8s.api.scheduling.v1alpha2.BasicSchedulingPolicy");

  private final Names names;

  Types(Names names) {
    this.names = names;
  }

  /**
   * @param owner the definition and name of the field, for the message when its type is unknown
   * @param proto the type of the field in protobuf; empty when unknown
   */
  ObjectNode property(String owner, String java, String proto) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (java.startsWith("List<")) {
      node.put("type", "array").set("items", property(owner, argument(java, "List<"), proto));
      return node;
    }
    if (java.startsWith("Map<String, ")) {
      String value = proto.startsWith("map<") ? argument(proto, "map<string, ") : "";
      node.put("type", "object")
          .set("additionalProperties", property(owner, argument(java, "Map<String, "), value));
      return node;
    }
    return switch (java) {
      case "String" -> node.put("type", "string");
      case "Boolean" -> node.put("type", "boolean");
      case "Integer" -> node.put("type", "integer").put("format", "int32");
      case "Long" -> node.put("type", "integer").put("format", "int64");
      case "Double" -> node.put("type", "number").put("format", "double");
      case "byte[]" -> node.put("type", "string").put("format", "byte");
      case "Quantity" -> node.put("ref", "io.k8s.apimachinery.pkg.api.resource.Quantity");
      case "IntOrString" -> node.put("ref", "io.k8s.apimachinery.pkg.util.intstr.IntOrString");
      case "OffsetDateTime" -> node.put("ref", proto.endsWith(".MicroTime") ? MICRO_TIME : TIME);
      case "Object" -> node.put("ref", free(owner, proto));
      default ->
          node.put(
              "ref",
              names.definition(java).orElseThrow(() -> new IllegalStateException(owner + java)));
    };
  }

  private static String free(String owner, String proto) {
    String definition =
        proto.startsWith(".") ? Names.ofMessage(proto.substring(1)) : FREE.getOrDefault(owner, "");
    if (!WELL_KNOWN.containsKey(definition)) {
      throw new IllegalStateException("no type is known for " + owner + " " + proto);
    }
    return definition;
  }

  private static String argument(String type, String prefix) {
    return type.substring(prefix.length(), type.length() - 1);
  }
}
