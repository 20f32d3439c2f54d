package io.quarterdeck.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.discovery.Discovery;
import io.quarterdeck.model.kind.Kinds;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Holds what can be done with which resource against the paths that Kubernetes publishes: the same
 * group, version, kind, scope and subresource, by the same method and with the same action. What
 * differs has its reason in {@code published-paths.json}, where {@code *} stands for anything.
 */
@EnabledIfSystemProperty(
    named = PublishedDocument.FILE,
    matches = ".+",
    disabledReason = PublishedDocument.NEEDED)
class PublishedPathsTest {
  private static final String ACTION = "x-kubernetes-action";
  private static final String KIND = "x-kubernetes-group-version-kind";

  @Test
  void differOnlyWhereTheyAreKnownTo() throws IOException {
    Set<String> differences =
        differences(operations(PublishedDocument.read()), operations(ourDocument()));
    Set<String> known =
        Schemas.resource("published-paths.json").properties().stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(differences)
        .as("differences without a reason")
        .filteredOn(each -> known.stream().noneMatch(rule -> covers(rule, each)))
        .isEmpty();
    assertThat(known)
        .as("reasons without a difference")
        .filteredOn(rule -> differences.stream().noneMatch(each -> covers(rule, each)))
        .isEmpty();
  }

  private static JsonNode ourDocument() {
    return Json.parse(new OpenApi(new Discovery(Kinds.builtIn()).served(), "v1").v2Json());
  }

  /** Method and path to action and kind, of what is about a resource. */
  private static Map<String, String> operations(JsonNode document) {
    Map<String, String> operations = new TreeMap<>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        JsonNode operation = method.getValue();
        if (operation.has(ACTION)) {
          JsonNode kind = operation.path(KIND);
          operations.put(
              method.getKey() + " " + path.getKey(),
              "%s %s/%s %s"
                  .formatted(
                      operation.path(ACTION).asText(),
                      kind.path("group").asText(),
                      kind.path("version").asText(),
                      kind.path("kind").asText()));
        }
      }
    }
    assertThat(operations).hasSizeGreaterThan(100);
    return operations;
  }

  private static Set<String> differences(Map<String, String> theirs, Map<String, String> ours) {
    Set<String> operations = new TreeSet<>(theirs.keySet());
    operations.addAll(ours.keySet());
    operations.removeIf(each -> ours.getOrDefault(each, "").equals(theirs.get(each)));
    return operations;
  }

  private static boolean covers(String rule, String operation) {
    return Pattern.matches(Pattern.quote(rule).replace("*", "\\E.*\\Q"), operation);
  }
}
