package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.quantity.Quantity;
import java.math.BigDecimal;

/** How much of a device's capacity a claim may ask for, where several claims share the device. */
final class CapacityPolicies {
  private static final int VALUES_MAX = 10;

  private final BigDecimal capacity;
  private final String capacityText;
  private final Problems problems;

  private CapacityPolicies(JsonNode capacity, Problems problems) {
    this.capacityText = capacity.path("value").asText("0");
    this.capacity = amount(capacity.path("value"));
    this.problems = problems;
  }

  /**
   * Judges one capacity of a device.
   *
   * @param shared whether the device may be allocated to several claims
   */
  static void check(JsonNode capacity, boolean shared, String at, Problems problems) {
    JsonNode policy = capacity.path("requestPolicy");
    if (policy.isMissingNode()) {
      return;
    }
    String field = at + ".requestPolicy";
    if (!shared) {
      problems.forbidden(field, "allowMultipleAllocations must be true");
    } else if (!policy.path("validValues").isEmpty() && policy.has("validRange")) {
      problems.forbidden(
          field,
          "exactly one policy can be specified, cannot specify \"validValues\" and \"validRange\""
              + " at the same time");
    } else {
      new CapacityPolicies(capacity, problems).policy(policy, field);
    }
  }

  private void policy(JsonNode policy, String at) {
    JsonNode standard = policy.path("default");
    for (String form : new String[] {"validValues", "validRange"}) {
      if (policy.path(form).isEmpty()) {
        continue;
      }
      if (standard.isMissingNode()) {
        problems.required(at + ".default", "required when " + form + " is defined");
      } else if (form.equals("validValues")) {
        values(policy.path(form), standard, at + "." + form);
      } else {
        range(policy.path(form), standard, at + "." + form);
      }
    }
  }

  private void values(JsonNode values, JsonNode standard, String at) {
    boolean found = false;
    for (int i = 0; i < values.size(); i++) {
      JsonNode each = values.get(i);
      if (i > 0 && isMore(values.get(i - 1), each)) {
        problems.invalid(at + "[" + i + "]", each, "values must be sorted in ascending order");
      }
      found |= amount(each).compareTo(amount(standard)) == 0;
    }
    problems.eachOnce(
        values,
        at,
        VALUES_MAX,
        each -> amount(each).stripTrailingZeros().toPlainString(),
        (each, where) ->
            most(each, capacity, where, "option is larger than capacity value: " + capacityText));
    if (!found) {
      problems.invalid(at, standard, "default value is not valid according to the requestPolicy");
    }
  }

  private void range(JsonNode range, JsonNode standard, String at) {
    JsonNode least = range.path("min");
    JsonNode most = range.path("max");
    if (least.isMissingNode()) {
      problems.required(at + ".min", "required when validRange is defined");
      return;
    }
    most(least, capacity, at + ".min", "min is larger than capacity value: " + capacityText);
    if (isMore(least, standard)) {
      problems.invalid(at + ".default", standard, "default is less than min: " + least.asText());
    }
    if (!most.isMissingNode()) {
      most(least, amount(most), at + ".max", "min is larger than max: " + most.asText());
      most(most, capacity, at + ".max", "max is larger than capacity value: " + capacityText);
      most(standard, amount(most), at + ".default", "default is more than max: " + most.asText());
    }
    JsonNode step = range.path("step");
    if (!step.isMissingNode()) {
      step(step, least, at + ".step");
      aligned(standard, step, least, at + ".step");
      aligned(most, step, least, at + ".step");
    }
  }

  private void step(JsonNode step, JsonNode least, String field) {
    if (amount(step).signum() <= 0) {
      problems.invalid(field, step, "must be greater than zero");
      return;
    }
    BigDecimal first = amount(least).add(amount(step));
    if (first.compareTo(capacity) > 0) {
      problems.invalid(
          field,
          step,
          "one step %s is larger than capacity value: %s"
              .formatted(first.stripTrailingZeros().toPlainString(), capacityText));
    }
  }

  private void aligned(JsonNode value, JsonNode step, JsonNode least, String field) {
    if (value.isMissingNode() || amount(step).signum() <= 0) {
      return;
    }
    if (amount(value).subtract(amount(least)).remainder(amount(step)).signum() != 0) {
      problems.invalid(
          field,
          value,
          "value is not a multiple of a given step (%s) from (%s)"
              .formatted(step.asText(), least.asText()));
    }
  }

  private void most(JsonNode value, BigDecimal limit, String field, String detail) {
    if (amount(value).compareTo(limit) > 0) {
      problems.invalid(field, value, detail);
    }
  }

  private static boolean isMore(JsonNode one, JsonNode other) {
    return amount(one).compareTo(amount(other)) > 0;
  }

  private static BigDecimal amount(JsonNode quantity) {
    return Quantity.parse(quantity.asText("0")).amount();
  }
}
