package io.quarterdeck.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.DefinitionDocuments.Version;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Holds the derived schema against the definitions that Kubernetes publishes. */
@EnabledIfSystemProperty(
    named = PublishedDocument.FILE,
    matches = ".+",
    disabledReason = PublishedDocument.NEEDED)
class PublishedSchemaTest {
  /** What documents say of a value beside its form: not compared here. */
  private static final String WORDS = "description";

  /** What all groups share is no kind of one of them. */
  private static final String META = "io.k8s.apimachinery.";

  private static final String KIND = "x-kubernetes-group-version-kind";

  private static JsonNode published = Json.object();

  @BeforeAll
  static void readDocument() throws IOException {
    published = PublishedDocument.read().path("definitions");
  }

  @Test
  void differsOnlyWhereItIsKnownTo() {
    List<Schema> definitions =
        names(published).stream()
            .flatMap(name -> Schemas.builtIn().definition(name).stream())
            .toList();
    Map<String, ObjectNode> derived = DefinitionDocuments.write(Version.V2, definitions);
    Map<String, String> differences = new TreeMap<>();
    for (var definition : published.properties()) {
      JsonNode ours = derived.get(definition.getKey());
      if (ours == null) {
        differences.put(definition.getKey(), "missing");
      } else {
        compare(definition.getKey(), definition.getValue(), ours, differences);
      }
    }
    derived.keySet().stream()
        .filter(name -> !published.has(name))
        .forEach(name -> differences.put(name, "not published"));
    assertThat(differences).containsOnlyKeys(names(Schemas.resource("published-differences.json")));
  }

  @Test
  void knowsEveryKind() {
    Map<String, String> kinds = new TreeMap<>();
    for (var definition : published.properties()) {
      JsonNode named = definition.getValue().path(KIND);
      boolean ofOneGroup = named.size() == 1 && !definition.getKey().startsWith(META);
      if (ofOneGroup) {
        JsonNode each = named.get(0);
        String group = each.path("group").asText();
        String version = each.path("version").asText();
        String apiVersion = group.isEmpty() ? version : group + "/" + version;
        kinds.put(apiVersion + " " + each.path("kind").asText(), definition.getKey());
      }
    }
    assertThat(kinds).hasSizeGreaterThan(100);
    kinds.forEach(
        (kind, definition) -> {
          String[] parts = kind.split(" ", -1);
          assertThat(Schemas.builtIn().forKind(parts[0], parts[1]).map(Schema::definition))
              .as(kind)
              .contains(definition);
        });
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static void compare(
      String where, JsonNode theirs, JsonNode ours, Map<String, String> differences) {
    JsonNode properties = theirs.path("properties");
    JsonNode own = ours.path("properties");
    for (var each : properties.properties()) {
      if (!own.has(each.getKey())) {
        differences.put(where + "." + each.getKey(), "missing");
      }
    }
    for (var each : own.properties()) {
      JsonNode form = form(each.getValue());
      JsonNode expected = form(properties.path(each.getKey()));
      if (!form.equals(expected)) {
        differences.put(where + "." + each.getKey(), form + " instead of " + expected);
      }
    }
    JsonNode form = form(ours);
    JsonNode expected = form(theirs);
    if (!form.equals(expected)) {
      differences.put(where, form + " instead of " + expected);
    }
  }

  /** A definition or property without its words and without its own properties. */
  private static JsonNode form(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode form = object.deepCopy();
    form.remove(WORDS);
    form.remove(KIND);
    form.remove("properties");
    if (form.has("required")) {
      Set<String> required = new TreeSet<>();
      form.get("required").forEach(each -> required.add(each.asText()));
      required.forEach(form.putArray("required")::add);
    }
    return form;
  }
}
