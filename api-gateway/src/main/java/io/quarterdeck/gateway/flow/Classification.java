package io.quarterdeck.gateway.flow;

import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All FlowSchemas whose level there is, in the order in which they are asked. Pure.
 *
 * @param levelUids by the names of the levels
 */
record Classification(List<FlowSchema> schemas, Map<String, String> levelUids) {

  static Classification of(Collection<ApiObject> schemas, Collection<ApiObject> levels) {
    Map<String, String> uids = new HashMap<>();
    levels.forEach(level -> uids.put(level.name(), level.uid()));
    return new Classification(
        schemas.stream()
            .map(FlowSchema::of)
            .filter(schema -> uids.containsKey(schema.level()))
            .sorted(Comparator.comparingInt(FlowSchema::precedence).thenComparing(FlowSchema::name))
            .toList(),
        uids);
  }

  /** The first that is about the request; the last one is about every request. */
  FlowSchema of(User user, RequestInfo info) {
    return schemas.stream()
        .filter(schema -> schema.matches(user, info))
        .findFirst()
        .orElseGet(schemas::getLast);
  }

  String levelUid(FlowSchema schema) {
    return levelUids.getOrDefault(schema.level(), "");
  }
}
