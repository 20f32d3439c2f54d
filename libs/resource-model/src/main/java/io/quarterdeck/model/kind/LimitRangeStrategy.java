package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.quantity.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** LimitRanges: the bounds and defaults of what pods, containers and claims ask for. */
final class LimitRangeStrategy extends SpecStrategy {
  /** Pairs of which the first may not be more than the second. */
  private static final List<List<String>> ORDERED =
      List.of(
          List.of("min", "max"),
          List.of("min", "defaultRequest"),
          List.of("defaultRequest", "max"),
          List.of("defaultRequest", "default"),
          List.of("min", "default"),
          List.of("default", "max"));

  private static final Map<String, String> WORDS =
      Map.of("defaultRequest", "default request", "min", "min", "max", "max", "default", "default");

  LimitRangeStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject range) {
    Problems problems = new Problems();
    Set<String> types = new HashSet<>();
    JsonNode limits = range.at("spec", "limits");
    for (int i = 0; i < limits.size(); i++) {
      String at = "spec.limits[" + i + "]";
      String type = limits.get(i).path("type").asText("");
      if (!types.add(type)) {
        problems.duplicate(at + ".type", type);
      }
      item(limits.get(i), type, at, problems);
    }
    return problems.list();
  }

  private static void item(JsonNode item, String type, String at, Problems problems) {
    if (type.equals("Pod")) {
      for (String field : List.of("default", "defaultRequest")) {
        if (!item.path(field).isEmpty()) {
          problems.forbidden(at + "." + field, "may not be specified when `type` is 'Pod'");
        }
      }
    }
    if (type.equals("PersistentVolumeClaim")
        && !item.path("min").has("storage")
        && !item.path("max").has("storage")) {
      problems.required(
          at + ".limits",
          "either minimum or maximum storage value is required, but neither was provided");
    }
    for (List<String> pair : ORDERED) {
      ordered(item, pair.getFirst(), pair.getLast(), at, problems);
    }
  }

  private static void ordered(
      JsonNode item, String less, String more, String at, Problems problems) {
    for (Map.Entry<String, JsonNode> each : item.path(less).properties()) {
      JsonNode other = item.path(more).path(each.getKey());
      boolean reversed =
          !other.isMissingNode()
              && Quantity.parse(each.getValue().asText()).compareTo(Quantity.parse(other.asText()))
                  > 0;
      if (reversed) {
        problems.invalid(
            at + "." + less + "[" + each.getKey() + "]",
            each.getValue(),
            "%s value %s is greater than %s value %s"
                .formatted(
                    WORDS.get(less), each.getValue().asText(), WORDS.get(more), other.asText()));
      }
    }
  }
}
