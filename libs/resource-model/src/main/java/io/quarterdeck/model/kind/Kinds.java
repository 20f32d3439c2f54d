package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.table.Columns;
import io.quarterdeck.model.table.CoreColumns;
import io.quarterdeck.model.table.NodeColumns;
import io.quarterdeck.model.table.PodColumns;
import io.quarterdeck.model.table.ServiceColumns;
import io.quarterdeck.model.table.WorkloadColumns;
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
        columns(kind),
        strategy(kind));
  }

  private static List<String> texts(JsonNode facts, String field) {
    List<String> texts = new ArrayList<>();
    facts.path(field).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Strategy strategy(String kind) {
    return switch (kind) {
      case "Pod" -> new PodStrategy();
      case "Deployment", "ReplicaSet" -> new TemplateStrategy("status.replicas");
      case "Namespace" -> new NamespaceStrategy();
      case "Node" -> new NodeStrategy();
      case "Service" -> new ServiceStrategy();
      case "ConfigMap" -> new DataStrategy(false);
      case "Secret" -> new DataStrategy(true);
      case "Event" -> new EventStrategy();
      default -> new PlainStrategy();
    };
  }

  private static Columns columns(String kind) {
    return switch (kind) {
      case "Pod" -> PodColumns.COLUMNS;
      case "Deployment" -> WorkloadColumns.DEPLOYMENTS;
      case "ReplicaSet" -> WorkloadColumns.REPLICA_SETS;
      case "Namespace" -> CoreColumns.NAMESPACES;
      case "Node" -> NodeColumns.COLUMNS;
      case "Service" -> ServiceColumns.SERVICES;
      case "EndpointSlice" -> ServiceColumns.ENDPOINT_SLICES;
      case "ConfigMap" -> CoreColumns.CONFIG_MAPS;
      case "Secret" -> CoreColumns.SECRETS;
      case "ServiceAccount" -> CoreColumns.SERVICE_ACCOUNTS;
      case "Event" -> CoreColumns.EVENTS;
      case "Lease" -> CoreColumns.LEASES;
      default -> CoreColumns.PLAIN;
    };
  }
}
