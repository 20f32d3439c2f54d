package io.quarterdeck.controller.selector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What labels an object must have. Immutable. */
public final class LabelSelector {
  private static final LabelSelector NOTHING = new LabelSelector(List.of(_ -> false));

  private final List<Predicate<JsonNode>> requirements;

  private LabelSelector(List<Predicate<JsonNode>> requirements) {
    this.requirements = List.copyOf(requirements);
  }

  /** A LabelSelector object; an absent one selects nothing, an empty one everything. */
  public static LabelSelector ofObject(JsonNode selector) {
    if (selector.isMissingNode() || selector.isNull()) {
      return NOTHING;
    }
    List<Predicate<JsonNode>> requirements = equalities(selector.path("matchLabels"));
    selector.path("matchExpressions").forEach(each -> requirements.add(expression(each)));
    return new LabelSelector(requirements);
  }

  /** A map of labels, as Services select; an absent or empty one selects nothing. */
  public static LabelSelector ofMap(JsonNode labels) {
    return labels.isEmpty() ? NOTHING : new LabelSelector(equalities(labels));
  }

  public boolean isEverything() {
    return requirements.isEmpty();
  }

  /** Whether the labels of this object (or template) are selected. */
  public boolean matchesObject(JsonNode object) {
    JsonNode labels = object.path("metadata").path("labels");
    return requirements.stream().allMatch(each -> each.test(labels));
  }

  private static List<Predicate<JsonNode>> equalities(JsonNode wanted) {
    List<Predicate<JsonNode>> requirements = new ArrayList<>();
    wanted
        .properties()
        .forEach(
            label ->
                requirements.add(
                    labels ->
                        labels.hasNonNull(label.getKey())
                            && labels
                                .path(label.getKey())
                                .asText()
                                .equals(label.getValue().asText())));
    return requirements;
  }

  private static Predicate<JsonNode> expression(JsonNode expression) {
    String key = expression.path("key").asText();
    List<String> values = new ArrayList<>();
    expression.path("values").forEach(each -> values.add(each.asText()));
    return switch (expression.path("operator").asText()) {
      case "In" -> labels -> labels.hasNonNull(key) && values.contains(labels.path(key).asText());
      case "NotIn" ->
          labels -> !labels.hasNonNull(key) || !values.contains(labels.path(key).asText());
      case "Exists" -> labels -> labels.hasNonNull(key);
      case "DoesNotExist" -> labels -> !labels.hasNonNull(key);
      default -> _ -> false;
    };
  }
}
