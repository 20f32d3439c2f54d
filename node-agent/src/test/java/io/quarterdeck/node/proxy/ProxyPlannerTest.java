package io.quarterdeck.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.proxy.ProxyRules.Backend;
import io.quarterdeck.node.proxy.ProxyRules.Chain;
import io.quarterdeck.node.proxy.ProxyRules.Destination;
import io.quarterdeck.node.proxy.ProxyRules.Masquerade;
import io.quarterdeck.node.proxy.ProxyRules.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProxyPlannerTest {
  private static final Destination CLUSTER_IP = new Destination("10.96.0.7", Protocol.TCP, 80);
  private static final Destination NODE_PORT = new Destination("", Protocol.TCP, 30080);

  @Test
  void aClusterIpLeadsToTheReadyEndpoints() {
    ProxyRules rules =
        plan(
            service("'type':'ClusterIP'"),
            slice(endpoint("10.244.0.5", "n1", true), endpoint("10.244.0.4", "n2", true)));

    assertThat(rules.addresses())
        .containsExactly(
            Map.entry(CLUSTER_IP, new Verdict.Forward("service-default/web/tcp/http")));
    assertThat(rules.nodePorts()).isEmpty();
    assertThat(rules.chains())
        .containsExactly(
            new Chain(
                "service-default/web/tcp/http",
                Protocol.TCP,
                List.of(new Backend("10.244.0.4", 8080), new Backend("10.244.0.5", 8080)),
                Masquerade.FROM_OUTSIDE_PODS,
                Duration.ZERO,
                List.of()));
  }

  @Test
  void anEndpointThatIsNotReadyGetsNothingUnlessAllTerminate() {
    ProxyRules some =
        plan(
            service("'type':'ClusterIP'"),
            slice(endpoint("10.244.0.4", "n1", true), terminating("10.244.0.5", "n1")));
    ProxyRules none = plan(service("'type':'ClusterIP'"), slice(terminating("10.244.0.5", "n1")));

    assertThat(backends(some)).containsExactly(new Backend("10.244.0.4", 8080));
    assertThat(backends(none)).containsExactly(new Backend("10.244.0.5", 8080));
  }

  @Test
  void aServiceWithoutEndpointsRejects() {
    ProxyRules rules = plan(service("'type':'ClusterIP'"), slice());

    assertThat(rules.addresses().get(CLUSTER_IP)).isEqualTo(new Verdict.Reject());
  }

  @Test
  void aNodePortAnswersOnEveryNodeWithTheNodesSource() {
    ProxyRules rules =
        plan(
            service("'type':'NodePort','externalTrafficPolicy':'Cluster'"),
            slice(endpoint("10.244.0.4", "n2", true)));

    assertThat(rules.nodePorts().get(NODE_PORT))
        .isEqualTo(new Verdict.Forward("external-default/web/tcp/http"));
    assertThat(rules.chains().getLast().masquerade()).isEqualTo(Masquerade.ALWAYS);
  }

  @Test
  void aLocalPolicyKeepsTheSourceAndStaysOnTheNode() {
    String spec = "'type':'NodePort','externalTrafficPolicy':'Local'";
    ProxyRules here =
        plan(
            service(spec),
            slice(endpoint("10.244.0.4", "n1", true), endpoint("10.244.1.4", "n2", true)));
    ProxyRules elsewhere = plan(service(spec), slice(endpoint("10.244.1.4", "n2", true)));

    assertThat(here.chains().getLast().backends()).containsExactly(new Backend("10.244.0.4", 8080));
    assertThat(here.chains().getLast().masquerade()).isEqualTo(Masquerade.NEVER);
    assertThat(elsewhere.nodePorts().get(NODE_PORT)).isEqualTo(new Verdict.Drop());
    assertThat(elsewhere.addresses().get(CLUSTER_IP)).isInstanceOf(Verdict.Forward.class);
  }

  @Test
  void affinityAndSourceRangesComeFromTheService() {
    ApiObject service =
        object(
            """
            {'metadata':{'name':'web','namespace':'default'},'spec':{'type':'LoadBalancer',
             'clusterIP':'10.96.0.7','clusterIPs':['10.96.0.7'],'sessionAffinity':'ClientIP',
             'sessionAffinityConfig':{'clientIP':{'timeoutSeconds':60}},
             'loadBalancerSourceRanges':['198.51.100.0/24'],
             'ports':[{'name':'http','protocol':'TCP','port':80,'targetPort':8080}]},
             'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.9','ipMode':'VIP'}]}}}
            """);
    ProxyRules rules =
        ProxyPlanner.plan(
            List.of(service), List.of(slice(endpoint("10.244.0.4", "n1", true))), "n1", Set.of());

    Chain balanced = rules.chains().getLast();
    assertThat(rules.addresses().get(new Destination("192.0.2.9", Protocol.TCP, 80)))
        .isEqualTo(new Verdict.Forward(balanced.name()));
    assertThat(balanced.affinity()).isEqualTo(Duration.ofMinutes(1));
    assertThat(balanced.sourceRanges()).containsExactly("198.51.100.0/24");
    assertThat(rules.chains().getFirst().sourceRanges()).isEmpty();
  }

  @Test
  void addressesThatAProcessOfTheNodeServesAreLeftAlone() {
    ProxyRules rules =
        ProxyPlanner.plan(
            List.of(service("'type':'ClusterIP'")), List.of(), "n1", Set.of("10.96.0.7"));

    assertThat(rules.addresses()).isEmpty();
  }

  @Test
  void headlessServicesAreNotProxied() {
    ApiObject headless =
        object(
            """
            {'metadata':{'name':'db','namespace':'default'},'spec':{'type':'ClusterIP',
             'clusterIP':'None','clusterIPs':['None'],'ports':[{'port':80}]}}
            """);

    assertThat(ProxyPlanner.plan(List.of(headless), List.of(), "n1", Set.of()).addresses())
        .isEmpty();
  }

  private static List<Backend> backends(ProxyRules rules) {
    return rules.chains().getFirst().backends();
  }

  private static ProxyRules plan(ApiObject service, ApiObject slice) {
    return ProxyPlanner.plan(List.of(service), List.of(slice), "n1", Set.of());
  }

  static ApiObject service(String spec) {
    return object(
        "{'metadata':{'name':'web','namespace':'default'},'spec':{"
            + spec
            + ",'clusterIP':'10.96.0.7','clusterIPs':['10.96.0.7'],'ports':[{'name':'http',"
            + "'protocol':'TCP','port':80,'targetPort':8080"
            + (spec.contains("NodePort") ? ",'nodePort':30080" : "")
            + "}]}}");
  }

  static ApiObject slice(String... endpoints) {
    return object(
        "{'metadata':{'name':'web-abc','namespace':'default','labels':{"
            + "'kubernetes.io/service-name':'web'}},'addressType':'IPv4','endpoints':["
            + String.join(",", endpoints)
            + "],'ports':[{'name':'http','protocol':'TCP','port':8080}]}");
  }

  static String endpoint(String address, String node, boolean ready) {
    return "{'addresses':['%s'],'nodeName':'%s','conditions':{'ready':%s,'serving':%s}}"
        .formatted(address, node, ready, ready);
  }

  private static String terminating(String address, String node) {
    return "{'addresses':['%s'],'nodeName':'%s','conditions':{'ready':false,'serving':true,"
            .formatted(address, node)
        + "'terminating':true}}";
  }

  private static ApiObject object(String json) {
    return ApiObject.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
