package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one value may be. A property that refers to a definition has the markers of the property and
 * the content of the definition, which is looked up when it is first asked for. Immutable.
 */
public final class Schema {

  /** The form of a value. */
  public enum Type {
    OBJECT,
    ARRAY,
    MAP,
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    INT_OR_STRING,
    QUANTITY,
    /** An instant to the second. */
    TIME,
    /** An instant to the microsecond. */
    MICRO_TIME,
    /** An object about which nothing more is known. */
    RAW,
    /** Any JSON value. */
    ANY
  }

  /** What lists and merges know of a property; see the Kubernetes API conventions. */
  public record Markers(
      String listType,
      List<String> listMapKeys,
      String mapType,
      List<String> patchStrategy,
      String patchMergeKey,
      Optional<JsonNode> defaultValue) {
    static final Markers NONE = new Markers("", List.of(), "", List.of(), "", Optional.empty());
  }

  /** The content of a value of this schema. */
  record Content(
      Type type,
      String format,
      Map<String, Schema> properties,
      Set<String> required,
      List<String> enumValues,
      @Nullable Schema items) {}

  private final String definition;
  private final Markers markers;
  private final Function<String, Schema> definitions;
  private @Nullable volatile Content content;

  Schema(
      String definition,
      Markers markers,
      @Nullable Content content,
      Function<String, Schema> definitions) {
    this.definition = definition;
    this.markers = markers;
    this.content = content;
    this.definitions = definitions;
  }

  /** The name of the definition that this is or refers to; empty for a type without a name. */
  public String definition() {
    return definition;
  }

  /** The last part of the definition's name, such as {@code PodSpec}. */
  public String simpleName() {
    return definition.substring(definition.lastIndexOf('.') + 1);
  }

  public Type type() {
    return content().type();
  }

  /** A format as OpenAPI names it, such as {@code int32} or {@code byte}; empty for none. */
  public String format() {
    return content().format();
  }

  public Map<String, Schema> properties() {
    return content().properties();
  }

  public Optional<Schema> property(String name) {
    return Optional.ofNullable(content().properties().get(name));
  }

  public Set<String> required() {
    return content().required();
  }

  /** All values that a string may have; empty where it is free. */
  public List<String> enumValues() {
    return content().enumValues();
  }

  /** What the elements of an array or the values of a map are. */
  public Schema items() {
    Schema items = content().items();
    if (items == null) {
      throw new IllegalStateException(definition + " has no items");
    }
    return items;
  }

  /** {@code atomic}, {@code set} or {@code map}; empty where nothing is said. */
  public String listType() {
    return markers.listType();
  }

  public List<String> listMapKeys() {
    return markers.listMapKeys();
  }

  /** {@code atomic} or {@code granular}, where the property or definition itself says so. */
  public String mapType() {
    return markers.mapType();
  }

  /**
   * Whether server-side apply takes the whole object or map as one value. A property that says
   * nothing follows the definition that it refers to.
   */
  public boolean isAtomicMap() {
    boolean silent = markers.mapType().isEmpty() && !definition.isEmpty();
    Markers telling = silent ? definitions.apply(definition).markers() : markers;
    return telling.mapType().equals("atomic");
  }

  /** Of a strategic merge patch: none, {@code merge}, {@code replace} and {@code retainKeys}. */
  public List<String> patchStrategy() {
    return markers.patchStrategy();
  }

  public Optional<String> patchMergeKey() {
    return markers.patchMergeKey().isEmpty()
        ? Optional.empty()
        : Optional.of(markers.patchMergeKey());
  }

  public Optional<JsonNode> defaultValue() {
    return markers.defaultValue();
  }

  Markers markers() {
    return markers;
  }

  private Content content() {
    Content known = content;
    if (known == null) {
      known = definitions.apply(definition).content();
      content = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return definition.isEmpty() ? type().toString() : definition;
  }
}
