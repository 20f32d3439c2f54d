package io.quarterdeck.model.selector;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What labels an object must have: every requirement holds. Immutable. */
public final class LabelSelector {
  public static final LabelSelector EVERYTHING = new LabelSelector(List.of(), false);
  public static final LabelSelector NOTHING = new LabelSelector(List.of(), true);

  private final List<Requirement> requirements;
  private final boolean nothing;

  private LabelSelector(List<Requirement> requirements, boolean nothing) {
    this.requirements = List.copyOf(requirements);
    this.nothing = nothing;
  }

  public static LabelSelector of(List<Requirement> requirements) {
    return new LabelSelector(
        requirements.stream().sorted(Comparator.comparing(Requirement::key)).toList(), false);
  }

  /** The selector of a request, such as {@code app=web,tier in (a, b),!legacy}. */
  public static LabelSelector parse(String text) {
    return text.isBlank() ? EVERYTHING : of(new LabelSelectorParser(text).parse());
  }

  /**
   * A LabelSelector object ({@code matchLabels}, {@code matchExpressions}); an absent one selects
   * nothing, an empty one everything.
   */
  public static LabelSelector ofObject(JsonNode selector) {
    if (selector.isMissingNode() || selector.isNull()) {
      return NOTHING;
    }
    List<Requirement> requirements = new ArrayList<>();
    addEqualities(selector.path("matchLabels"), Operator.EQUALS, requirements);
    for (JsonNode expression : selector.path("matchExpressions")) {
      requirements.add(expression(expression));
    }
    return requirements.isEmpty() ? EVERYTHING : of(requirements);
  }

  /** A map of labels, as Services select; an absent or empty one selects nothing. */
  public static LabelSelector ofMap(JsonNode labels) {
    if (labels.isEmpty()) {
      return NOTHING;
    }
    List<Requirement> requirements = new ArrayList<>();
    addEqualities(labels, Operator.EQUALS, requirements);
    return of(requirements);
  }

  private static void addEqualities(JsonNode labels, Operator operator, List<Requirement> into) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      into.add(new Requirement(label.getKey(), operator, List.of(label.getValue().asText())));
    }
  }

  private static Requirement expression(JsonNode expression) {
    List<String> values = new ArrayList<>();
    expression.path("values").forEach(each -> values.add(each.asText()));
    String operator = expression.path("operator").asText("");
    return new Requirement(
        expression.path("key").asText(""),
        switch (operator) {
          case "In" -> Operator.IN;
          case "NotIn" -> Operator.NOT_IN;
          case "Exists" -> Operator.EXISTS;
          case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
          default ->
              throw new SelectorException(
                  "\"" + operator + "\" is not a valid label selector operator");
        },
        values);
  }

  public List<Requirement> requirements() {
    return requirements;
  }

  public boolean isEverything() {
    return !nothing && requirements.isEmpty();
  }

  /** Whether the labels of this object (or template) are selected. */
  public boolean matchesObject(JsonNode object) {
    return matches(object.path("metadata").path("labels"));
  }

  /** Whether these labels are selected; a missing node stands for none. */
  public boolean matches(JsonNode labels) {
    if (nothing) {
      return false;
    }
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelSelector that
        && nothing == that.nothing
        && requirements.equals(that.requirements);
  }

  @Override
  public int hashCode() {
    return requirements.hashCode();
  }

  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}
