package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceStrategyTest {
  private static final Fixture SERVICES = new Fixture(Resources.SERVICES);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"ports":[{"port":80}]} | ~~
          {} | spec.ports: Required value
          {"clusterIP":"None"} | ~~
          {"type":"Other","ports":[{"port":80}]} | spec.type: Unsupported value: "Other": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
          {"type":"ExternalName"} | spec.externalName: Required value
          {"ports":[{"port":80},{"port":81}]} | spec.ports[0].name: Required value;spec.ports[1].name: Required value
          {"ports":[{"port":80,"name":"a"},{"port":81,"name":"a"}]} | spec.ports[1].name: Duplicate value: "a"
          {"ports":[{"port":65536,"targetPort":1}]} | spec.ports[0].port: Invalid value: 65536: must be between 1 and 65535, inclusive
          {"ports":[{"port":80,"targetPort":"8"}]} | spec.ports[0].targetPort: Invalid value: "8": must contain at least one letter (a-z)
          {"ports":[{"port":80,"nodePort":30000}]} | spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
          {"ports":[{"port":80}],"externalTrafficPolicy":"Local"} | spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services
          {"ports":[{"port":80}],"externalTrafficPolicy":"Local","externalIPs":["1.1.1.1"]} | ~~
          {"type":"LoadBalancer","ports":[{"port":80}],"externalTrafficPolicy":"Local","healthCheckNodePort":30001} | ~~
          {"type":"LoadBalancer","ports":[{"port":80}],"healthCheckNodePort":30001} | spec.healthCheckNodePort: Invalid value: 30001: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'
          {"ports":[{"port":80}],"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"]} | ~~
          {"ports":[{"port":80}],"clusterIPs":["10.0.0.1"]} | spec.clusterIPs: Invalid value: ["10.0.0.1"]: must be empty when `clusterIP` is not specified
          {"ports":[{"port":80}],"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.2"]} | spec.clusterIPs: Invalid value: ["10.0.0.2"]: first value must match `clusterIP`
          {"ports":[{"port":80}],"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1","fd00::1"]} | ~~
          {"ports":[{"port":80}],"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1","10.0.0.2"]} | spec.clusterIPs: Invalid value: ["10.0.0.1","10.0.0.2"]: may specify no more than one IP for each IP family
          {"ports":[{"port":80}],"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1","fd00::1","fd00::2"]} | spec.clusterIPs: Invalid value: ["10.0.0.1","fd00::1","fd00::2"]: may only hold up to 2 values
          {"ports":[{"port":80}],"clusterIP":"a","clusterIPs":["a"]} | spec.clusterIPs[0]: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
          {"ports":[{"port":80}],"clusterIP":"10.0.0"} | spec.clusterIPs[0]: Invalid value: "10.0.0": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
          {"ports":[{"port":80}],"clusterIP":"fd00::1","clusterIPs":["fd00::1"],"ipFamilies":["IPv4"]} | spec.clusterIPs[0]: Invalid value: "fd00::1": expected an IPv4 value as indicated by `ipFamilies[0]`
          {"ports":[{"port":80}],"ipFamilies":["IPv4","IPv4"]} | spec.ipFamilies[1]: Duplicate value: "IPv4"
          {"ports":[{"port":80}],"ipFamilies":["IPv5"]} | spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6"
          {"clusterIP":"None","clusterIPs":["None","10.0.0.1"]} | spec.clusterIPs: Invalid value: ["None","10.0.0.1"]: 'None' must be the first and only value
          {"type":"ExternalName","externalName":"a.b","clusterIPs":["10.0.0.1"]} | spec.clusterIPs: Forbidden: may not be set for ExternalName services
          {"ports":[{"port":80}],"loadBalancerClass":"x/y"} | spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'
          {"ports":[{"port":80}],"externalIPs":["1.2.3.4","fd00::1"]} | ~~
          {"ports":[{"port":80}],"externalIPs":["a"]} | spec.externalIPs[0]: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
          {"ports":[{"port":80}],"externalIPs":["0.0.0.0"]} | spec.externalIPs[0]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)
          {"ports":[{"port":80}],"externalIPs":["1.1.1.1","127.0.0.1"]} | spec.externalIPs[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)
          {"ports":[{"port":80}],"externalIPs":["fe80::1"]} | spec.externalIPs[0]: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)
          {"ports":[{"port":80}],"externalIPs":["224.0.0.1"]} | spec.externalIPs[0]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
          {"type":"LoadBalancer","ports":[{"port":80}],"loadBalancerSourceRanges":[" 10.0.0.0/8 "]} | ~~
          {"type":"LoadBalancer","ports":[{"port":80}],"loadBalancerSourceRanges":["10.0.0.0"]} | spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          {"ports":[{"port":80}],"loadBalancerSourceRanges":["10.0.0.0/8"]} | spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'
          {"ports":[{"port":80}],"sessionAffinity":"ClientIP"} | ~~
          {"ports":[{"port":80}],"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":86400}}} | ~~
          {"ports":[{"port":80}],"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":86401}}} | spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400
          {"ports":[{"port":80}],"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":0}}} | spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400
          {"ports":[{"port":80}],"sessionAffinity":"None","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":0}}} | ~~
          {"ports":[{"port":80}],"trafficDistribution":"PreferSameNode"} | ~~
          {"ports":[{"port":80}],"trafficDistribution":"Far"} | spec.trafficDistribution: Unsupported value: "Far": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"
          {"ports":[{"port":80}],"internalTrafficPolicy":"Far"} | spec.internalTrafficPolicy: Unsupported value: "Far": supported values: "Cluster", "Local"
          {"ports":[{"port":80,"appProtocol":"a b"}]} | spec.ports[0].appProtocol: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
          {"type":"NodePort","ports":[{"port":80,"name":"a","nodePort":30000},{"port":81,"name":"b","nodePort":30000}]} | spec.ports[1].nodePort: Duplicate value: 30000
          {"type":"LoadBalancer","loadBalancerClass":"x/","ports":[{"port":80}]} | spec.loadBalancerClass: Invalid value: "x/": name part must be non-empty;spec.loadBalancerClass: Invalid value: "x/": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
          {"ports":[{"port":80}],"selector":{"a":"b c"}} | spec.selector: Invalid value: "b c": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
          """)
  void explainsWhatIsWrong(String spec, String problems) {
    assertThat(String.join(";", SERVICES.problems("{\"spec\":" + spec + "}"))).isEqualTo(problems);
  }

  @Test
  void rangesMayStandInAnAnnotation() {
    String service =
        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}},"
            + "\"spec\":{\"type\":\"%s\",\"ports\":[{\"port\":80}]}}";
    String name = "service.beta.kubernetes.io/load-balancer-source-ranges";
    String field = "metadata.annotations[" + name + "]: ";
    assertThat(SERVICES.problems(service.formatted(name, "10.0.0.0/8, x", "LoadBalancer")))
        .containsExactly(
            field
                + "Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or"
                + " 2001:db8::/64)");
    assertThat(SERVICES.problems(service.formatted(name, "", "ClusterIP")))
        .containsExactly(field + "Forbidden: may only be used when `type` is 'LoadBalancer'");
  }

  @Test
  void staysInItsClassOfBalancers() {
    String spec =
        "{\"spec\":{\"type\":\"LoadBalancer\",\"loadBalancerClass\":\"x/%s\","
            + "\"ports\":[{\"port\":80}]}}";
    ApiObject old = SERVICES.created(spec.formatted("y"));
    assertThat(SERVICES.problemsOfUpdate(old, spec.formatted("y"))).isEmpty();
    assertThat(SERVICES.problemsOfUpdate(old, spec.formatted("z")))
        .containsExactly("spec.loadBalancerClass: Invalid value: \"x/z\": may not change once set");
  }

  @Test
  void aPortForHealthChecksStaysAsLongAsItIsNeeded() {
    ApiObject old =
        SERVICES.created(
            "{\"spec\":{\"type\":\"LoadBalancer\",\"externalTrafficPolicy\":\"Local\","
                + "\"healthCheckNodePort\":30001,\"ports\":[{\"port\":80}]}}");
    ApiObject wanted = SERVICES.object(old.json().toString());
    wanted.json().withObject("/spec").put("healthCheckNodePort", 30_002);
    assertThat(SERVICES.problemsOfUpdate(old, wanted.json().toString()))
        .containsExactly("spec.healthCheckNodePort: Invalid value: 30002: field is immutable");

    wanted.json().withObject("/spec").put("healthCheckNodePort", 30_001);
    wanted.json().withObject("/spec").put("externalTrafficPolicy", "Cluster");
    String json = wanted.json().toString();
    assertThat(SERVICES.problemsOfUpdate(old, json)).isEmpty();
    assertThat(SERVICES.updated(old, json).at("spec").has("healthCheckNodePort")).isFalse();
  }

  @Test
  void forgetsWhatOnlyItsOldTypeNeeded() {
    ApiObject old =
        SERVICES.created(
            "{\"spec\":{\"type\":\"LoadBalancer\",\"loadBalancerClass\":\"x/y\",\"ports\":[{\"port\":80,\"nodePort\":30000}]}}");
    ApiObject wanted = SERVICES.object(old.json().toString());
    wanted.json().withObject("/spec").put("type", "ClusterIP");
    String json = wanted.json().toString();
    assertThat(SERVICES.problemsOfUpdate(old, json)).isEmpty();
    assertThat(SERVICES.updated(old, json).at("spec").toString())
        .doesNotContain("nodePort", "externalTrafficPolicy", "loadBalancerClass", "allocate");
    wanted.json().withObject("/spec").put("loadBalancerClass", "other/class");
    assertThat(SERVICES.problemsOfUpdate(old, wanted.json().toString()))
        .containsExactly(
            "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'");
  }

  @Test
  void keepsItsAddress() {
    ApiObject old =
        SERVICES.created("{\"spec\":{\"clusterIP\":\"10.0.0.1\",\"ports\":[{\"port\":80}]}}");
    assertThat(
            SERVICES.problemsOfUpdate(
                old, "{\"spec\":{\"clusterIP\":\"10.0.0.2\",\"ports\":[{\"port\":80}]}}"))
        .containsExactly(
            "spec.clusterIPs[0]: Invalid value: [\"10.0.0.2\"]: may not change once set");
  }

  @Test
  void keepsItsFamily() {
    ApiObject old =
        SERVICES.created(
            """
            {"spec":{"clusterIP":"10.0.0.1","ipFamilies":["IPv4"],"ports":[{"port":80}]}}""");
    assertThat(
            SERVICES.problemsOfUpdate(
                old,
                """
                {"spec":{"clusterIP":"10.0.0.1","ipFamilies":["IPv6"],"ports":[{"port":80}]}}"""))
        .containsExactly(
            "spec.clusterIPs[0]: Invalid value: \"10.0.0.1\": expected an IPv6 value as indicated by"
                + " `ipFamilies[0]`",
            "spec.ipFamilies[0]: Invalid value: [\"IPv6\"]: may not change once set");
  }

  @Test
  void withoutAnAddressItChangesItsFamily() {
    ApiObject old =
        SERVICES.created("{\"spec\":{\"clusterIP\":\"None\",\"ipFamilies\":[\"IPv4\"]}}");
    assertThat(
            SERVICES.problemsOfUpdate(
                old, "{\"spec\":{\"clusterIP\":\"None\",\"ipFamilies\":[\"IPv6\"]}}"))
        .isEmpty();
  }

  @Test
  void isNamedByADnsLabel() {
    assertThat(
            SERVICES.problems(
                "{\"metadata\":{\"name\":\"1a\"},\"spec\":{\"ports\":[{\"port\":80}]}}"))
        .singleElement()
        .asString()
        .startsWith("metadata.name: Invalid value: \"1a\": a DNS-1035 label must consist of");
  }
}
