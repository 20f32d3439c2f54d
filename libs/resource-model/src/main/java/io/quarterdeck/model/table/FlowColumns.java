package io.quarterdeck.model.table;

import io.quarterdeck.model.ApiObject;

/** The tables of priority and fairness. */
public final class FlowColumns {
  public static final Columns FLOW_SCHEMAS =
      Columns.begin()
          .text(
              "PriorityLevel",
              "How its requests are limited.",
              each -> Cells.orNone(each.text("spec", "priorityLevelConfiguration", "name")))
          .text(
              "MatchingPrecedence",
              "Which schema is asked first.",
              each -> each.text("spec", "matchingPrecedence"))
          .text(
              "DistinguisherMethod",
              "What makes a flow.",
              each -> Cells.orNone(each.text("spec", "distinguisherMethod", "type")))
          .age()
          .text("MissingPL", "Whether its level is missing.", FlowColumns::dangling)
          .end();

  public static final Columns PRIORITY_LEVELS =
      Columns.begin()
          .text("Type", "Whether it is limited.", each -> each.text("spec", "type"))
          .text(
              "NominalConcurrencyShares",
              "Its share of the requests at a time.",
              each -> Cells.orNone(each.text("spec", "limited", "nominalConcurrencyShares")))
          .text("Queues", "How many queues it has.", each -> queuing(each, "queues"))
          .text("HandSize", "How many queues a flow has.", each -> queuing(each, "handSize"))
          .text(
              "QueueLengthLimit",
              "How many requests wait in a queue.",
              each -> queuing(each, "queueLengthLimit"))
          .age()
          .end();

  private FlowColumns() {}

  private static String queuing(ApiObject level, String field) {
    return Cells.orNone(level.text("spec", "limited", "limitResponse", "queuing", field));
  }

  private static String dangling(ApiObject schema) {
    return schema
        .at("status", "conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals("Dangling"))
        .map(each -> each.path("status").asText())
        .findFirst()
        .orElse("?");
  }
}
