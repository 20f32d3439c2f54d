package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSliceStrategyTest {
  private static final Fixture SLICES = new Fixture(Resources.ENDPOINT_SLICES);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "IPv4" | "10.0.0.1" | ~~
          "IPv4" | "::ffff:10.0.0.1" | ~~
          "IPv6" | "2001:db8::1" | ~~
          "FQDN" | "a.example" | ~~
          "FQDN" | "a.example." | ~~
          "Name" | "10.0.0.1" | addressType: Unsupported value: "Name": supported values: "FQDN", "IPv4", "IPv6"
          "" | "10.0.0.1" | addressType: Required value
          "IPv4" | | endpoints[0].addresses: Required value: must contain at least 1 address
          "IPv4" | "10.0.0.256" | endpoints[0].addresses[0]: Invalid value: "10.0.0.256": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
          "IPv4" | "2001:db8::1" | endpoints[0].addresses: Invalid value: "2001:db8::1": must be an IPv4 address
          "IPv6" | "10.0.0.1" | endpoints[0].addresses: Invalid value: "10.0.0.1": must be an IPv6 address
          "IPv4" | "10.0.0.1","0.0.0.0" | endpoints[0].addresses[1]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)
          "IPv4" | "127.1.2.3" | endpoints[0].addresses[0]: Invalid value: "127.1.2.3": may not be in the loopback range (127.0.0.0/8, ::1/128)
          "IPv6" | "::1" | endpoints[0].addresses[0]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128)
          "IPv4" | "169.254.1.1" | endpoints[0].addresses[0]: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)
          "IPv6" | "fe80::1" | endpoints[0].addresses[0]: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)
          "IPv4" | "224.0.0.9" | endpoints[0].addresses[0]: Invalid value: "224.0.0.9": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
          "IPv6" | "ff02::1" | endpoints[0].addresses[0]: Invalid value: "ff02::1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
          "FQDN" | "" | endpoints[0].addresses[0]: Required value
          "FQDN" | "example" | endpoints[0].addresses[0]: Invalid value: "example": should be a domain with at least two segments separated by dots
          "FQDN" | "*.example" | endpoints[0].addresses[0]: Invalid value: "*.example": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          "FQDN" | "LONG.example" | endpoints[0].addresses[0]: Invalid value: "LONG": must be no more than 63 characters
          """)
  void hasAddressesOfItsType(String type, @Nullable String addresses, String problems) {
    String sixtyFour = "a".repeat(64);
    String given = addresses == null ? "" : addresses.replace("LONG", sixtyFour);
    assertThat(
            String.join(
                ";",
                SLICES.problems(
                    "{\"addressType\":"
                        + type
                        + ",\"endpoints\":[{\"addresses\":["
                        + given
                        + "]}]}")))
        .isEqualTo(problems.replace("LONG", sixtyFour));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"nodeName":"n","hostname":"h","zone":"z","hints":{"forZones":[{"name":"z"}],"forNodes":[{"name":"n"}]}} | ~~
          {"hints":{"forZones":[{"name":""}]}} | ~~
          {"hints":{"forZones":[{"name":"a b"}]}} | endpoints[0].hints.forZones[0].name: Invalid value: "a b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
          {"nodeName":"N"} | endpoints[0].nodeName: Invalid value: "N": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          {"hostname":""} | endpoints[0].hostname: Invalid value: "": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
          {"hints":{"forZones":[{"name":"z"},{"name":"z"}]}} | endpoints[0].hints.forZones[1].name: Duplicate value: "z"
          {"hints":{"forNodes":[{"name":"n"},{"name":"n"}]}} | endpoints[0].hints.forNodes[1].name: Duplicate value: "n"
          {"hints":{"forNodes":[{"name":"N"}]}} | endpoints[0].hints.forNodes[0].name: Invalid value: "N": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          """)
  void saysWhereAnEndpointIs(String endpoint, String problems) {
    String located = endpoint.replaceFirst("\\{", "{\"addresses\":[\"10.0.0.1\"],");
    assertThat(String.join(";", SLICES.problems(of(located, "")))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | ~~
          {"name":"a","port":80,"appProtocol":"a.example/p"},{"port":81} | ~~
          {"name":"A"} | ports[0].name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
          {"port":80},{"port":81} | ports[1].name: Duplicate value: ""
          {"protocol":"ICMP"} | ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
          {"appProtocol":"a/b/c"} | ports[0].appProtocol: Invalid value: "a/b/c": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')
          """)
  void namesEachPortOnce(String ports, String problems) {
    assertThat(String.join(";", SLICES.problems(of("", ports)))).isEqualTo(problems);
  }

  @Test
  void limitsWhatItHolds() {
    String endpoint = "{\"addresses\":[\"10.0.0.1\"]}";
    assertThat(SLICES.problems(of(many(1000, _ -> endpoint), ""))).isEmpty();
    assertThat(SLICES.problems(of(many(1001, _ -> endpoint), "")))
        .containsExactly("endpoints: Too many: 1001: must have at most 1000 items");
    assertThat(SLICES.problems(of("", many(20_000, i -> "{\"name\":\"p" + i + "\"}")))).isEmpty();
    assertThat(SLICES.problems(of("", many(20_001, _ -> "{}"))))
        .containsExactly("ports: Too many: 20001: must have at most 20000 items");
    assertThat(
            SLICES.problems(
                of("{\"addresses\":[" + many(101, i -> "\"10.0.0." + i + "\"") + "]}", "")))
        .containsExactly("endpoints[0].addresses: Too many: 101: must have at most 100 items");
    assertThat(SLICES.problems(of(hinted(9, 9), "")))
        .containsExactly("endpoints[0].hints.forZones: Too many: 9: must have at most 8 items");
    assertThat(SLICES.problems(of(hinted(8, 9), "")))
        .containsExactly("endpoints[0].hints.forNodes: Too many: 9: must have at most 8 items");
  }

  @Test
  void keepsItsTypeAndDoesNotJudgeWhatItHasAlready() {
    ApiObject old = SLICES.created(of("{\"addresses\":[\"127.0.0.1\"]}", ""));
    String same = of("{\"addresses\":[\"127.0.0.1\"]}", "{\"port\":80}");
    assertThat(SLICES.problemsOfUpdate(old, same)).isEmpty();
    assertThat(SLICES.problemsOfUpdate(old, same.replace("127.0.0.1", "127.0.0.2")))
        .containsExactly(
            "endpoints[0].addresses[0]: Invalid value: \"127.0.0.2\": may not be in the loopback"
                + " range (127.0.0.0/8, ::1/128)");
    assertThat(SLICES.problemsOfUpdate(old, same.replace("IPv4", "FQDN")))
        .containsExactly("addressType: Invalid value: \"FQDN\": field is immutable");
  }

  @Test
  void countsChangesOfItsLabels() {
    ApiObject old = SLICES.created(of("", ""));
    assertThat(old.generation()).isEqualTo(1);
    ApiObject labelled = SLICES.object(old.json().toString());
    labelled.json().withObject("/metadata/labels").put("a", "b");
    String json = labelled.json().toString();
    assertThat(SLICES.updated(old, json).generation()).isEqualTo(2);
    assertThat(SLICES.updated(old, old.json().toString()).generation()).isEqualTo(1);
    assertThat(SLICES.updated(old, of("", "{\"port\":80}")).generation()).isEqualTo(2);
  }

  @Test
  void takesNoTopology() {
    String topology = "{\"addresses\":[\"10.0.0.1\"],\"deprecatedTopology\":{\"a\":\"b\"}}";
    ApiObject created = SLICES.created(of(topology, ""));
    assertThat(created.at("endpoints").get(0).has("deprecatedTopology")).isFalse();
    assertThat(SLICES.updated(created, of(topology, "")).at("endpoints"))
        .isEqualTo(created.at("endpoints"));
    ApiObject old = SLICES.object(of(topology, ""));
    assertThat(SLICES.updated(old, of(topology, "")).at("endpoints"))
        .isEqualTo(old.at("endpoints"));
  }

  private static String of(String endpoints, String ports) {
    return "{\"addressType\":\"IPv4\",\"endpoints\":[" + endpoints + "],\"ports\":[" + ports + "]}";
  }

  private static String hinted(int zones, int nodes) {
    return "{\"addresses\":[\"10.0.0.1\"],\"hints\":{\"forZones\":["
        + many(zones, i -> "{\"name\":\"z" + i + "\"}")
        + "],\"forNodes\":["
        + many(nodes, i -> "{\"name\":\"n" + i + "\"}")
        + "]}}";
  }

  private static String many(int count, IntFunction<String> element) {
    return IntStream.rangeClosed(1, count).mapToObj(element).collect(Collectors.joining(","));
  }
}
