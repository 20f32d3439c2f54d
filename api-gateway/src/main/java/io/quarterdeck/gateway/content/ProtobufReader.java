package io.quarterdeck.gateway.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.CodedInputStream;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.WireFormat;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects in the protobuf of Kubernetes into the tree that their JSON would give. Its wire
 * form always carries plain scalars, so a zero means "not said" except where Go has a pointer.
 */
final class ProtobufReader {
  static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int DEPTH_MAX = 100;

  /** Scalars whose zero is a value, because Go has a pointer to them. */
  private static final Set<String> POINTERS =
      Set.of(
          "activeDeadlineSeconds",
          "allocateLoadBalancerNodePorts",
          "allowPrivilegeEscalation",
          "appProtocol",
          "automountServiceAccountToken",
          "blockOwnerDeletion",
          "controller",
          "defaultMode",
          "deletionGracePeriodSeconds",
          "enableServiceLinks",
          "expirationSeconds",
          "fsGroup",
          "gracePeriodSeconds",
          "hostUsers",
          "immutable",
          "leaseDurationSeconds",
          "leaseTransitions",
          "limitBytes",
          "maxSkew",
          "mode",
          "optional",
          "orphanDependents",
          "priority",
          "privileged",
          "progressDeadlineSeconds",
          "readOnlyRootFilesystem",
          "ready",
          "replicas",
          "revisionHistoryLimit",
          "runAsGroup",
          "runAsNonRoot",
          "runAsUser",
          "serving",
          "setHostnameAsFQDN",
          "shareProcessNamespace",
          "started",
          "storageClassName",
          "terminating",
          "terminationGracePeriodSeconds",
          "tolerationSeconds");

  private ProtobufReader() {}

  /** Reads a body: four magic bytes, then the object in an envelope that names its kind. */
  static ObjectNode read(byte[] body, Schema schema) {
    if (body.length < MAGIC.length
        || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw Failures.badRequest(
          "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
    }
    try {
      return envelope(
          CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length), schema);
    } catch (IOException | IllegalArgumentException e) {
      throw Failures.badRequest("the protobuf message cannot be read: " + e.getMessage());
    }
  }

  private static ObjectNode envelope(CodedInputStream in, Schema schema) throws IOException {
    ObjectNode object = Json.object();
    byte[] raw = {};
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 1 -> {
          CodedInputStream meta = in.readBytes().newCodedInput();
          for (int inner = meta.readTag(); inner != 0; inner = meta.readTag()) {
            object.put(inner >>> 3 == 1 ? "apiVersion" : "kind", meta.readString());
          }
        }
        case 2 -> raw = in.readByteArray();
        default -> in.skipField(tag);
      }
    }
    message(
        CodedInputStream.newInstance(raw), WireFormat.of(schema.definition()), schema, object, 0);
    return object;
  }

  private static void message(
      CodedInputStream in, WireFormat format, @Nullable Schema schema, ObjectNode into, int depth)
      throws IOException {
    if (depth > DEPTH_MAX) {
      throw new IOException("it is nested too deeply");
    }
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      WireFormat.Field field = format.fields().get(tag >>> 3);
      if (field == null) {
        in.skipField(tag);
        continue;
      }
      Optional<Map.Entry<String, Schema>> property = property(schema, field.name());
      if (property.isEmpty() && field.type().startsWith(".")) {
        // A Go struct that JSON inlines is a message of its own here.
        CodedInputStream inlined = in.readBytes().newCodedInput();
        message(inlined, WireFormat.of(field.type()), schema, into, depth + 1);
        continue;
      }
      String name = property.map(Map.Entry::getKey).orElse(field.name());
      Schema below = property.map(Map.Entry::getValue).orElse(null);
      field(in, field, name, below, into, depth);
    }
  }

  /** The JSON name and schema of a field; protobuf and JSON may differ in the case of letters. */
  private static Optional<Map.Entry<String, Schema>> property(
      @Nullable Schema schema, String name) {
    if (schema == null) {
      return Optional.empty();
    }
    Schema exact = schema.properties().get(name);
    if (exact != null) {
      return Optional.of(Map.entry(name, exact));
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    return schema.properties().entrySet().stream()
        .filter(each -> each.getKey().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }

  private static void field(
      CodedInputStream in,
      WireFormat.Field field,
      String name,
      @Nullable Schema schema,
      ObjectNode into,
      int depth)
      throws IOException {
    if (field.isMap()) {
      entry(in.readBytes().newCodedInput(), field, schema, into.withObjectProperty(name), depth);
    } else if (field.repeated()) {
      Schema items = schema == null ? null : schema.items();
      ArrayNode list = into.withArrayProperty(name);
      list.add(value(in, field.type(), items, depth));
    } else {
      JsonNode value = value(in, field.type(), schema, depth);
      if (!value.isNull() && (!isZero(value) || POINTERS.contains(name))) {
        into.set(name, value);
      }
    }
  }

  private static boolean isZero(JsonNode value) {
    return switch (value) {
      case TextNode text -> text.asText().isEmpty();
      case BooleanNode bool -> !bool.asBoolean();
      case IntNode number -> number.intValue() == 0;
      case LongNode number -> number.longValue() == 0;
      default -> false;
    };
  }

  private static void entry(
      CodedInputStream in,
      WireFormat.Field field,
      @Nullable Schema schema,
      ObjectNode into,
      int depth)
      throws IOException {
    String key = "";
    Schema values = schema == null ? null : schema.items();
    JsonNode value = field.valueType().equals("string") ? TextNode.valueOf("") : Json.object();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag >>> 3 == 1) {
        key = in.readString();
      } else {
        value = value(in, field.valueType(), values, depth);
      }
    }
    into.set(key, value);
  }

  private static JsonNode value(
      CodedInputStream in, String type, @Nullable Schema schema, int depth) throws IOException {
    return switch (type) {
      case "string" -> TextNode.valueOf(in.readString());
      case "bool" -> BooleanNode.valueOf(in.readBool());
      case "int32", "uint32" -> IntNode.valueOf(in.readInt32());
      case "int64", "uint64" -> LongNode.valueOf(in.readInt64());
      case "double" -> DoubleNode.valueOf(in.readDouble());
      case "bytes" -> TextNode.valueOf(Base64.getEncoder().encodeToString(in.readByteArray()));
      default -> nested(in.readBytes().newCodedInput(), type, schema, depth);
    };
  }

  private static JsonNode nested(
      CodedInputStream in, String type, @Nullable Schema schema, int depth) throws IOException {
    return switch (type.substring(type.lastIndexOf('.') + 1)) {
      case "Time" -> time(in, "yyyy-MM-dd'T'HH:mm:ss'Z'");
      case "MicroTime" -> time(in, "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
      case "IntOrString" -> intOrString(in);
      case "Quantity" -> text(in);
      case "RawExtension", "FieldsV1", "JSON" -> raw(in);
      default -> {
        ObjectNode object = Json.object();
        message(in, WireFormat.of(type), schema, object, depth + 1);
        boolean wrapsList = schema != null && schema.type() == Schema.Type.ARRAY;
        yield wrapsList ? object.withArrayProperty("items") : object;
      }
    };
  }

  private static JsonNode time(CodedInputStream in, String pattern) throws IOException {
    long seconds = 0;
    long nanos = 0;
    boolean said = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      said = true;
      switch (tag >>> 3) {
        case 1 -> seconds = in.readInt64();
        case 2 -> nanos = in.readInt32();
        default -> in.skipField(tag);
      }
    }
    return said
        ? TextNode.valueOf(
            DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .format(Instant.ofEpochSecond(seconds, nanos).atOffset(ZoneOffset.UTC)))
        : NullNode.getInstance();
  }

  private static JsonNode intOrString(CodedInputStream in) throws IOException {
    long type = 0;
    int number = 0;
    String text = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 1 -> type = in.readInt64();
        case 2 -> number = in.readInt32();
        case 3 -> text = in.readString();
        default -> in.skipField(tag);
      }
    }
    return type == 0 ? IntNode.valueOf(number) : TextNode.valueOf(text);
  }

  private static JsonNode text(CodedInputStream in) throws IOException {
    String text = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag >>> 3 == 1) {
        text = in.readString();
      } else {
        in.skipField(tag);
      }
    }
    return TextNode.valueOf(text);
  }

  private static JsonNode raw(CodedInputStream in) throws IOException {
    byte[] json = {};
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag >>> 3 == 1) {
        json = in.readByteArray();
      } else {
        in.skipField(tag);
      }
    }
    return json.length == 0 ? NullNode.getInstance() : Json.MAPPER.readTree(json);
  }
}
