package io.quarterdeck.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.flow.LevelLimits.Seats;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.gateway.request.RequestInfos;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The FlowSchemas that every cluster has, and one of a user's own. */
class ClassificationTest {
  private static final Classification BUILT_IN =
      Classification.of(BuiltInFlow.schemas(), BuiltInFlow.levels());

  @ParameterizedTest
  @CsvSource({
    "admin, system:masters, GET, /api/v1/pods, exempt, exempt",
    "somebody, '', GET, /readyz, probes, exempt",
    "system:kube-scheduler, '', PUT, /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/a,"
        + " system-leader-election, leader-election",
    "system:kube-scheduler, '', GET, /api/v1/pods, kube-scheduler, workload-high",
    "system:node:a, system:nodes, PATCH, /api/v1/nodes/a/status, system-node-high, node-high",
    "system:node:a, system:nodes, GET, /api/v1/pods, system-nodes, system",
    "system:serviceaccount:kube-system:dns, system:serviceaccounts, GET, /api/v1/pods,"
        + " kube-system-service-accounts, workload-high",
    "system:serviceaccount:web:default, system:serviceaccounts, GET, /api/v1/pods,"
        + " service-accounts, workload-low",
    "somebody, '', GET, /api/v1/pods, global-default, global-default",
    "somebody, '', GET, /version, global-default, global-default",
  })
  void knowsWhereRequestsBelong(
      String user, String group, String method, String path, String schema, String level) {
    FlowSchema found = BUILT_IN.of(user(user, group), info(method, path));

    assertThat(found.name()).isEqualTo(schema);
    assertThat(found.level()).isEqualTo(level);
  }

  @Test
  void asksTheLowestPrecedenceFirstAndPassesOverMissingLevels() {
    List<ApiObject> schemas = new ArrayList<>(BuiltInFlow.schemas());
    schemas.add(own("mine", 50, "system"));
    schemas.add(own("dangling", 40, "nowhere"));

    Classification classification = Classification.of(schemas, BuiltInFlow.levels());

    assertThat(classification.of(user("somebody", ""), info("GET", "/api/v1/pods")).name())
        .isEqualTo("mine");
  }

  @Test
  void dividesSeatsByShares() {
    Map<String, LevelLimits> limits = LevelLimits.of(BuiltInFlow.levels(), 600);

    assertThat(limits)
        .containsEntry("workload-low", new LevelLimits(false, new Seats(24, 245, 845), 128, 6, 50))
        .containsEntry("global-default", new LevelLimits(false, new Seats(24, 49, 649), 128, 6, 50))
        .containsEntry("catch-all", new LevelLimits(false, new Seats(13, 13, 613), 0, 0, 0))
        .containsEntry("exempt", new LevelLimits(true, new Seats(0, 0, 600), 0, 0, 0));
  }

  private static ApiObject own(String name, int precedence, String level) {
    ApiObject schema = BuiltInFlow.schemas().getLast();
    schema.json().withObject("/metadata").put("name", name);
    schema
        .json()
        .withObject("/spec")
        .put("matchingPrecedence", precedence)
        .withObject("/priorityLevelConfiguration")
        .put("name", level);
    return schema;
  }

  private static User user(String name, String group) {
    return User.authenticated(name, "", group.isEmpty() ? List.of() : List.of(group), Map.of());
  }

  private static RequestInfo info(String method, String path) {
    return RequestInfos.parse(method, path, Query.parse(""));
  }
}
