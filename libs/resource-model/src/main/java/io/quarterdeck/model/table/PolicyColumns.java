package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The tables of what bounds pods: budgets, quotas, and the classes that pods name. */
public final class PolicyColumns {
  private static final String LIMITS = "limits.";

  public static final Columns DISRUPTION_BUDGETS =
      Columns.begin()
          .text("Min Available", "How many pods must be left.", each -> bound(each, "minAvailable"))
          .text(
              "Max Unavailable",
              "How many pods may be missing.",
              each -> bound(each, "maxUnavailable"))
          .number(
              "Allowed Disruptions",
              "How many pods may go now.",
              each -> each.integer(0, "status", "disruptionsAllowed"))
          .age()
          .end();

  public static final Columns QUOTAS =
      Columns.begin()
          .text("Request", "What may be asked for, used and at most.", each -> used(each, false))
          .text("Limit", "What limits may add up to, used and at most.", each -> used(each, true))
          .age()
          .end();

  public static final Columns PRIORITY_CLASSES =
      Columns.begin()
          .number("Value", "The higher, the more important.", each -> each.integer(0, "value"))
          .flag(
              "Global-Default",
              "Whether pods without a class have it.",
              each -> each.at("globalDefault").asBoolean())
          .age()
          .text(
              "PreemptionPolicy",
              "Whether its pods displace others.",
              each -> each.text("preemptionPolicy"))
          .end();

  public static final Columns RUNTIME_CLASSES =
      Columns.begin()
          .text("Handler", "The runtime's own name for it.", each -> each.text("handler"))
          .age()
          .end();

  private PolicyColumns() {}

  private static String bound(ApiObject budget, String field) {
    String text = budget.text("spec", field);
    return text.isEmpty() ? "N/A" : text;
  }

  private static String used(ApiObject quota, boolean limits) {
    Map<String, JsonNode> hard = new TreeMap<>();
    quota
        .at("status", "hard")
        .properties()
        .forEach(each -> hard.put(each.getKey(), each.getValue()));
    StringJoiner shown = new StringJoiner(", ");
    hard.forEach(
        (resource, most) -> {
          if (resource.startsWith(LIMITS) == limits) {
            String used = quota.at("status", "used").path(resource).asText("0");
            shown.add(resource + ": " + used + "/" + most.asText());
          }
        });
    return shown.toString();
  }
}
