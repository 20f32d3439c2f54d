package io.quarterdeck.model.schema;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the objects of one definition are laid out in protobuf: its fields, each with the name that
 * it has in JSON and what it holds. Immutable.
 */
public final class WireLayout {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final Set<String> META_VERSIONS = Set.of("", "v1", "meta.k8s.io/v1");
  private static final Map<String, WireLayout> KNOWN = new ConcurrentHashMap<>();

  /** Where Go has a pointer to a scalar, by struct and field: there a zero is a value. */
  private static final Set<String> POINTERS = pointers();

  /** What a value is. */
  public enum Holds {
    STRING,
    BOOL,
    INTEGER,
    DOUBLE,
    BYTES,
    TIME,
    MICRO_TIME,
    INT_OR_STRING,
    QUANTITY,
    /** JSON as it is. */
    RAW,
    MESSAGE,
    /** A struct of its own here, whose fields JSON has among those around it. */
    INLINED,
    /** A list that is the only field of a message. */
    WRAPPED_LIST,
    /** A message of alternatives, of which JSON has the value alone. */
    UNION
  }

  /** How often. */
  public enum Occurs {
    ONCE,
    LIST,
    MAP
  }

  /**
   * One field.
   *
   * @param name the one in JSON
   * @param keepsZero whether a zero is something else than nothing
   * @param below the layout of what it holds, where that is a message
   */
  public record Field(
      int number,
      String name,
      Occurs occurs,
      Holds holds,
      boolean keepsZero,
      Supplier<WireLayout> below) {
    public WireLayout layout() {
      return below.get();
    }
  }

  private final List<Field> fields;
  private final Map<Integer, Field> byNumber;

  private WireLayout(List<Field> fields) {
    this.fields = fields;
    this.byNumber = fields.stream().collect(Collectors.toMap(Field::number, Function.identity()));
  }

  /** The layout of a built-in kind; empty where protobuf does not have it. */
  public static Optional<WireLayout> of(String apiVersion, String kind) {
    String definition =
        Schemas.builtIn()
            .forKind(apiVersion, kind)
            .map(Schema::definition)
            .orElse(META_VERSIONS.contains(apiVersion) ? META + kind : "");
    return WireFormat.find(definition).map(known -> named(definition));
  }

  public static WireLayout of(Schema schema) {
    return named(schema.definition());
  }

  /** In the order of their numbers. */
  public List<Field> fields() {
    return fields;
  }

  public Optional<Field> field(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  private static WireLayout named(String definition) {
    return known(
        definition,
        () -> new Builder(definition, Schemas.builtIn().definition(definition).orElse(null)));
  }

  private static WireLayout known(String key, Supplier<Builder> builder) {
    // Most often it is there, and then nobody needs to lock anything.
    WireLayout known = KNOWN.get(key);
    return known != null ? known : KNOWN.computeIfAbsent(key, absent -> builder.get().build());
  }

  private static Set<String> pointers() {
    Set<String> pointers = new HashSet<>();
    for (var struct : Schemas.resource("pointers.json").properties()) {
      struct.getValue().forEach(field -> pointers.add(struct.getKey() + "." + field.asText()));
    }
    return Set.copyOf(pointers);
  }

  /**
   * Puts the fields of one message together.
   *
   * @param schema of the objects that have these fields in JSON; null for a message that only
   *     protobuf knows by name, whose names are then the same in both
   */
  private record Builder(String definition, @Nullable Schema schema) {
    WireLayout build() {
      return new WireLayout(
          WireFormat.of(definition).fields().entrySet().stream()
              .map(each -> field(each.getKey(), each.getValue()))
              .sorted(Comparator.comparingInt(Field::number))
              .toList());
    }

    private Field field(int number, WireFormat.Field wire) {
      Optional<Map.Entry<String, Schema>> property = property(wire.name());
      String type = WireFormat.definition(wire.valueType());
      Schema around = schema;
      if (around != null && hasNames() && property.isEmpty() && wire.valueType().startsWith(".")) {
        String key = type + " in " + around.definition();
        return new Field(
            number,
            wire.name(),
            Occurs.ONCE,
            Holds.INLINED,
            false,
            () -> known(key, () -> new Builder(type, around)));
      }
      String name = property.map(Map.Entry::getKey).orElse(wire.name());
      Occurs occurs = wire.isMap() ? Occurs.MAP : wire.repeated() ? Occurs.LIST : Occurs.ONCE;
      Holds holds = holds(type, property.map(Map.Entry::getValue), occurs);
      return new Field(number, name, occurs, holds, keepsZero(name), () -> named(type));
    }

    private boolean hasNames() {
      return schema != null && schema.type() == Schema.Type.OBJECT;
    }

    /** Names may differ in the case of letters, and in signs that proto does not allow. */
    private Optional<Map.Entry<String, Schema>> property(String name) {
      if (schema == null || !hasNames()) {
        return Optional.empty();
      }
      Schema exact = schema.properties().get(name);
      return exact != null
          ? Optional.of(Map.entry(name, exact))
          : schema.properties().entrySet().stream()
              .filter(each -> plain(each.getKey()).equals(plain(name)))
              .findFirst();
    }

    private static String plain(String name) {
      return name.replaceAll("[-$]", "").toLowerCase(Locale.ROOT);
    }

    private boolean keepsZero(String name) {
      String struct = definition.substring(definition.lastIndexOf('.') + 1);
      // What JSON always shows is required: Go writes its zero too.
      return POINTERS.contains(struct + "." + name)
          || (schema != null && hasNames() && schema.required().contains(name));
    }

    private static Holds holds(String type, Optional<Schema> property, Occurs occurs) {
      return switch (type.substring(type.lastIndexOf('.') + 1)) {
        case "string" -> Holds.STRING;
        case "bool" -> Holds.BOOL;
        case "int32", "int64" -> Holds.INTEGER;
        case "double" -> Holds.DOUBLE;
        case "bytes" -> Holds.BYTES;
        case "Time" -> Holds.TIME;
        case "MicroTime" -> Holds.MICRO_TIME;
        case "IntOrString" -> Holds.INT_OR_STRING;
        case "Quantity" -> Holds.QUANTITY;
        case "RawExtension", "FieldsV1", "JSON" -> Holds.RAW;
        case "JSONSchemaPropsOrBool", "JSONSchemaPropsOrArray", "JSONSchemaPropsOrStringArray" ->
            Holds.UNION;
        default -> wrapsList(property, occurs) ? Holds.WRAPPED_LIST : Holds.MESSAGE;
      };
    }

    private static boolean wrapsList(Optional<Schema> property, Occurs occurs) {
      return property
          .map(schema -> occurs == Occurs.ONCE ? schema : schema.items())
          .filter(value -> value.type() == Schema.Type.ARRAY)
          .isPresent();
    }
  }
}
