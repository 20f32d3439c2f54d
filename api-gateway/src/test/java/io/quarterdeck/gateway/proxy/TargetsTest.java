package io.quarterdeck.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private static final ApiObject POD =
      parse(
          """
          {"metadata":{"name":"p","namespace":"n"},
           "spec":{"containers":[{"name":"a"},{"name":"b","ports":[{"containerPort":8080},{"containerPort":9090}]}]},
           "status":{"podIP":"10.1.0.5","podIPs":[{"ip":"10.1.0.5"}]}}""");
  private static final ApiObject SERVICE =
      parse(
          """
          {"metadata":{"name":"s","namespace":"n"},
           "spec":{"ports":[{"name":"web","port":80},{"name":"admin","port":81}]}}""");
  private static final Map<ObjectKey, ApiObject> PODS = Map.of(new ObjectKey("n", "p"), POD);

  private static ApiObject parse(String json) {
    return ApiObject.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static ProxyName name(String text) {
    return ProxyName.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "p, http://10.1.0.5:8080",
    "p:, http://10.1.0.5:8080",
    "p:1234, http://10.1.0.5:1234",
    "http:p:1234, http://10.1.0.5:1234",
    "https:p:1234, https://10.1.0.5:1234",
    "https:p:, https://10.1.0.5:8080",
  })
  void reachesThePortOfAPod(String asked, String expected) {
    assertThat(shown(Targets.pod(name(asked), POD))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":80", "ftp:p:80", ":p:80", "http:p:80:1", "https::443"})
  void knowsNoOtherNames(String asked) {
    assertThat(ProxyName.parse(asked)).isEmpty();
  }

  @Test
  void takesThePortOfTheSchemeWhereAPodDeclaresNone() {
    ApiObject bare = parse("{\"status\":{\"podIP\":\"10.1.0.5\"}}");
    assertThat(shown(Targets.pod(name("p"), bare))).isEqualTo("http://10.1.0.5:80");
    assertThat(shown(Targets.pod(name("https:p:"), bare))).isEqualTo("https://10.1.0.5:443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "169.254.169.254", "fe80::1",
        "0.0.0.0", "::", "224.0.0.1", "255.255.255.255", "ff02::1", "localhost", "example.com"
      })
  void sendsNobodyToWhatTheMachineKeepsToItself(String address) {
    ApiObject pod = parse("{\"status\":{\"podIP\":\"" + address + "\"}}");
    refused(() -> Targets.pod(name("p"), pod), 400, "address not allowed");
    refused(() -> Targets.node(name("n:9100"), address, 10250), 400, "address not allowed");
  }

  @ParameterizedTest
  @CsvSource({"s:web, 8080", "s:80, 8080", "s:admin, 8081", "s:81, 8081"})
  void reachesAPodBehindAService(String asked, int port) {
    assertThat(shown(service(asked, slice("10.1.0.5", "Pod", true))))
        .isEqualTo("http://10.1.0.5:" + port);
  }

  @Test
  void namesNoEndpointThatIsNotThatOfAPod() {
    String none = "no endpoints available for service \"s\"";
    refused(() -> service("s:web", slice("10.1.0.5", "Pod", false)), 503, none);
    refused(() -> service("s:web", slice("10.1.0.5", "Node", true)), 503, none);
    refused(() -> service("s:web", slice("10.9.9.9", "Pod", true)), 503, none);
    refused(() -> service("s:absent", slice("10.1.0.5", "Pod", true)), 503, none);
    refused(
        () -> service("s:82", slice("10.1.0.5", "Pod", true)),
        503,
        "no service port 82 found for service \"s\"");
  }

  private static Target service(String asked, ApiObject slice) {
    return Targets.service(
        name(asked),
        SERVICE,
        List.of(slice),
        key -> Optional.ofNullable(PODS.get(key)),
        new Random(1));
  }

  private static ApiObject slice(String address, String kind, boolean ready) {
    return parse(
        """
        {"ports":[{"name":"web","port":8080},{"name":"admin","port":8081}],
         "endpoints":[{"addresses":["%s"],"conditions":{"ready":%s},"targetRef":{"kind":"%s","name":"p"}}]}"""
            .formatted(address, ready, kind));
  }

  @Test
  void knowsTheKubeletAmongThePortsOfANode() {
    Target kubelet = new Target(true, "127.0.0.1", 10250, Target.Trust.NODE);
    assertThat(Targets.node(name("n"), "127.0.0.1", 10250)).isEqualTo(kubelet);
    assertThat(Targets.node(name("n:10250"), "127.0.0.1", 10250)).isEqualTo(kubelet);
    assertThat(Targets.node(name("n:9100"), "10.0.0.1", 10250))
        .isEqualTo(Target.open(false, "10.0.0.1", 9100));
  }

  private static String shown(Target target) {
    return (target.secure() ? "https://" : "http://") + target.authority();
  }

  private static void refused(ThrowingCallable call, int code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessage(message);
  }
}
