package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code kinds.json} says of how objects of a kind are written and found.
 *
 * @param hasStatus whether users leave the status to controllers
 * @param initialStatus the status of a new object, where it has one from the beginning
 * @param counted the fields whose changes the generation counts; none where a kind has no
 *     generation
 * @param selectable the fields that selectors may name
 * @param unconditionalUpdate whether an update need not say which version it replaces
 */
record WriteFacts(
    Naming naming,
    boolean hasStatus,
    Optional<JsonNode> initialStatus,
    List<String> counted,
    Set<String> selectable,
    boolean unconditionalUpdate) {

  static WriteFacts of(JsonNode facts) {
    Set<String> selectable = new HashSet<>(texts(facts, "selectable"));
    selectable.addAll(Strategy.METADATA_FIELDS);
    return new WriteFacts(
        Naming.valueOf(facts.path("naming").asText(Naming.DNS_SUBDOMAIN.name())),
        texts(facts, "subresources").contains("status"),
        Optional.ofNullable(facts.get("initialStatus")),
        List.copyOf(texts(facts, "generation")),
        Set.copyOf(selectable),
        facts.path("unconditionalUpdate").asBoolean(true));
  }

  static List<String> texts(JsonNode facts, String field) {
    List<String> texts = new ArrayList<>();
    facts.path(field).forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
