package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** PriorityLevelConfigurations: how many requests of a level are served at a time. */
final class PriorityLevelStrategy extends SpecStrategy {
  private static final int PERCENT_MAX = 100;

  PriorityLevelStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject level) {
    Problems problems = new Problems();
    JsonNode spec = level.at("spec");
    boolean exempt = spec.path("type").asText("").equals("Exempt");
    if (exempt && spec.has("limited")) {
      problems.forbidden("spec.limited", "must be nil if the type is not Limited");
    }
    if (!exempt && spec.has("exempt")) {
      problems.forbidden("spec.exempt", "must be nil if the type is Limited");
    }
    if (!exempt && !spec.has("limited")) {
      problems.required("spec.limited", "must not be empty when type is Limited");
    }
    for (String part : List.of("limited", "exempt")) {
      problems.notNegative(spec.path(part), "spec." + part, "nominalConcurrencyShares");
      problems.between(
          0,
          PERCENT_MAX,
          spec.path(part).path("lendablePercent"),
          "spec." + part + ".lendablePercent");
    }
    if (spec.has("limited")) {
      response(spec.path("limited").path("limitResponse"), problems);
    }
    return problems.list();
  }

  private static void response(JsonNode response, Problems problems) {
    String at = "spec.limited.limitResponse.queuing";
    boolean queue = response.path("type").asText("").equals("Queue");
    if (queue && !response.has("queuing")) {
      problems.required(at, "must not be empty if limited.limitResponse.type is Queue");
    }
    if (!queue && response.has("queuing")) {
      problems.forbidden(at, "must be nil if limited.limitResponse.type is not Limited");
    }
    JsonNode queuing = response.path("queuing");
    for (String field : List.of("queues", "handSize", "queueLengthLimit")) {
      JsonNode number = queuing.path(field);
      if (number.isNumber() && number.asInt() <= 0) {
        problems.invalid(at + "." + field, number, "must be positive");
      }
    }
    if (queuing.path("handSize").asInt(0) > queuing.path("queues").asInt(Integer.MAX_VALUE)) {
      problems.invalid(
          at + ".handSize",
          queuing.path("handSize"),
          "should not be greater than queues (%d)".formatted(queuing.path("queues").asInt()));
    }
  }
}
