package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.WriteFacts.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds that the API serves: facts from {@code kinds.json}, behaviour from strategies. */
public final class Kinds {
  private static final List<String> ALL_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final Kinds BUILT_IN = new Kinds();

  private final Map<ResourceType, Kind> byType = new LinkedHashMap<>();
  private final Map<Path, Kind> byPath = new HashMap<>();

  /** What a URL names. */
  private record Path(String group, String version, String plural) {}

  private Kinds() {
    try (InputStream facts = Kinds.class.getResourceAsStream("kinds.json")) {
      if (facts == null) {
        throw new IllegalStateException("kinds.json is missing");
      }
      for (JsonNode each : Json.MAPPER.readTree(facts)) {
        Kind kind = each.has("storedAs") ? converted(each) : kind(each);
        ResourceType type = kind.type();
        byType.put(type, kind);
        byPath.put(new Path(type.group(), type.version(), type.plural()), kind);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Kinds builtIn() {
    return BUILT_IN;
  }

  /** In the order of discovery. */
  public List<Kind> all() {
    return List.copyOf(byType.values());
  }

  /** The types of all objects that there can be in the store. */
  public List<ResourceType> storedTypes() {
    return stored().map(Kind::type).toList();
  }

  /** Those of the stored types whose objects can own, or be owned by, objects. */
  public List<ResourceType> collectedTypes() {
    return stored().filter(each -> each.dependents() != Dependents.NONE).map(Kind::type).toList();
  }

  private Stream<Kind> stored() {
    return byType.values().stream()
        .filter(Kind::isStored)
        .filter(each -> each.storedAs().isEmpty());
  }

  /** The other versions in which the objects of a kind are served. */
  public List<Kind> otherVersions(Kind kind) {
    return byType.values().stream()
        .filter(each -> each.storedType().equals(kind.storedType()))
        .filter(each -> !each.type().equals(kind.type()))
        .toList();
  }

  public Optional<Kind> resource(String group, String version, String plural) {
    return Optional.ofNullable(byPath.get(new Path(group, version, plural)));
  }

  public Kind of(ResourceType type) {
    Kind kind = byType.get(type);
    if (kind == null) {
      throw new IllegalArgumentException("not served: " + type.qualifiedName());
    }
    return kind;
  }

  /** A version that is kept as another one, which stands before it. */
  private Kind converted(JsonNode facts) {
    Kind own = kind(facts);
    ResourceType type = own.type();
    String apiVersion = facts.path("storedAs").asText();
    Kind stored =
        byType.values().stream()
            .filter(each -> each.type().apiVersion().equals(apiVersion))
            .filter(each -> each.type().kind().equals(type.kind()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nothing is stored as " + apiVersion));
    Conversion conversion = Behaviours.conversion(type.kind());
    return new Kind(
        type,
        own.singular(),
        own.shortNames(),
        own.categories(),
        own.verbs(),
        own.subresources(),
        stored.dependents(),
        stored.notice(),
        stored.columns().of(object -> ApiObject.of(conversion.toStored(object.json()))),
        new ConvertedStrategy(WriteFacts.of(facts), stored, conversion),
        Optional.of(new Kind.StoredAs(stored.type(), conversion)));
  }

  private static Kind kind(JsonNode facts) {
    String kind = facts.path("kind").asText();
    ResourceType type =
        new ResourceType(
            facts.path("group").asText(""),
            facts.path("version").asText(),
            kind,
            facts.path("plural").asText(),
            facts.path("namespaced").asBoolean(true));
    return new Kind(
        type,
        kind.toLowerCase(Locale.ROOT),
        texts(facts, "shortNames"),
        texts(facts, "categories"),
        facts.has("verbs") ? texts(facts, "verbs") : ALL_VERBS,
        Set.copyOf(texts(facts, "subresources")),
        Dependents.valueOf(facts.path("dependents").asText(Dependents.DELETED.name())),
        facts.path("notice").asText(""),
        Behaviours.columns(type.qualifiedName()),
        Behaviours.strategy(type.qualifiedName(), WriteFacts.of(facts)),
        Optional.empty());
  }
}
