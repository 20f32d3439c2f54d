package io.quarterdeck.cloud.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancerPlannerTest {
  private static final String MARKED =
      "'finalizers':['service.kubernetes.io/load-balancer-cleanup']";

  @Test
  void theFinalizerComesBeforeTheBalancer() {
    assertThat(plan("'name':'a'", "'type':'LoadBalancer'"))
        .isEqualTo(new BalancerPlan.AddFinalizer());
    assertThat(plan(MARKED, "'type':'LoadBalancer'")).isEqualTo(new BalancerPlan.Ensure());
  }

  @Test
  void aServiceThatNoLongerWantsOneOrGoesIsCleanedUp() {
    assertThat(plan(MARKED, "'type':'ClusterIP'")).isEqualTo(new BalancerPlan.CleanUp());
    assertThat(
            plan(MARKED + ",'deletionTimestamp':'2026-01-01T00:00:00Z'", "'type':'LoadBalancer'"))
        .isEqualTo(new BalancerPlan.CleanUp());
  }

  @Test
  void othersServicesAreLeftAlone() {
    assertThat(plan("'name':'a'", "'type':'ClusterIP'")).isEqualTo(new BalancerPlan.Nothing());
    assertThat(plan("'name':'a'", "'type':'LoadBalancer','loadBalancerClass':'x/y'"))
        .isEqualTo(new BalancerPlan.Nothing());
  }

  @Test
  void theStatusIsWrittenOnlyWhenItChanges() {
    ApiObject service = service("'name':'a'", "'type':'LoadBalancer'");
    assertThat(BalancerPlanner.statusPatch(service, List.of("192.0.2.7")).map(Object::toString))
        .hasValue(
            "{'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.7','ipMode':'VIP'}]}}}"
                .replace('\'', '"'));

    ApiObject done =
        object("{'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.7','ipMode':'VIP'}]}}}");
    assertThat(BalancerPlanner.statusPatch(done, List.of("192.0.2.7"))).isEmpty();
  }

  private static BalancerPlan plan(String metadata, String spec) {
    return BalancerPlanner.plan(service(metadata, spec));
  }

  private static ApiObject service(String metadata, String spec) {
    return object("{'metadata':{" + metadata + "},'spec':{" + spec + "}}");
  }

  private static ApiObject object(String text) {
    return ApiObject.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
