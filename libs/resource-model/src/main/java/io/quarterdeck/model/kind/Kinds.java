package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds that the API serves: facts from {@code kinds.json}, behaviour from strategies. */
public final class Kinds {
  private static final List<String> ALL_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final Kinds BUILT_IN = new Kinds();

  private final Map<ResourceType, Kind> byType = new LinkedHashMap<>();

  private Kinds() {
    try (InputStream facts = Kinds.class.getResourceAsStream("kinds.json")) {
      if (facts == null) {
        throw new IllegalStateException("kinds.json is missing");
      }
      for (JsonNode each : Json.MAPPER.readTree(facts)) {
        Kind kind = kind(each);
        byType.put(kind.type(), kind);
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

  public Optional<Kind> resource(String group, String version, String plural) {
    return byType.values().stream()
        .filter(
            each ->
                each.type().plural().equals(plural)
                    && each.type().group().equals(group)
                    && each.type().version().equals(version))
        .findFirst();
  }

  public Kind of(ResourceType type) {
    Kind kind = byType.get(type);
    if (kind == null) {
      throw new IllegalArgumentException("not served: " + type.qualifiedName());
    }
    return kind;
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
        Set.copyOf(new HashSet<>(texts(facts, "subresources"))),
        Behaviours.columns(type.qualifiedName()),
        strategy(type.qualifiedName(), facts));
  }

  /** Facts tell all of a kind that has no strategy of its own. */
  private static Strategy strategy(String resource, JsonNode facts) {
    List<String> selectable = texts(facts, "selectable");
    boolean hasStatus = texts(facts, "subresources").contains("status");
    return Behaviours.strategy(resource)
        .orElseGet(
            () ->
                hasStatus
                    ? new SpecStrategy(
                        facts.path("generation").asBoolean(), selectable.toArray(String[]::new))
                    : new PlainStrategy(selectable));
  }

  private static List<String> texts(JsonNode facts, String field) {
    List<String> texts = new ArrayList<>();
    facts.path(field).forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
