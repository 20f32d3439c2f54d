package io.quarterdeck.gateway.flow;

import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import java.util.List;

/**
 * Says of a request which priority level it belongs to, and to which flow within it: requests of
 * one flow are not to crowd out those of another. Pure.
 *
 * @param distinguisher what tells flows apart: {@code ByUser}, {@code ByNamespace}, or nothing
 */
record FlowSchema(
    String name,
    String uid,
    int precedence,
    String level,
    String distinguisher,
    List<PolicyRule> rules) {
  private static final int PRECEDENCE_DEFAULT = 1_000;

  static FlowSchema of(ApiObject schema) {
    return new FlowSchema(
        schema.name(),
        schema.uid(),
        schema.integer(PRECEDENCE_DEFAULT, "spec", "matchingPrecedence"),
        schema.text("spec", "priorityLevelConfiguration", "name"),
        schema.text("spec", "distinguisherMethod", "type"),
        schema.at("spec", "rules").valueStream().map(PolicyRule::of).toList());
  }

  boolean matches(User user, RequestInfo info) {
    return rules.stream().anyMatch(rule -> rule.matches(user, info));
  }

  /** The number of the flow; flows may share one. */
  long flow(User user, RequestInfo info) {
    String distinct =
        switch (distinguisher) {
          case "ByUser" -> user.name();
          case "ByNamespace" -> info.namespace();
          default -> "";
        };
    return 31L * name.hashCode() + distinct.hashCode();
  }
}
