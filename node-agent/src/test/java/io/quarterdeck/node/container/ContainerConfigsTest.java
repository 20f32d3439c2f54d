package io.quarterdeck.node.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.cri.v1.ContainerConfig;
import io.quarterdeck.cri.v1.NamespaceMode;
import io.quarterdeck.cri.v1.PodSandboxConfig;
import io.quarterdeck.cri.v1.SecurityProfile;
import io.quarterdeck.cri.v1.SecurityProfile.ProfileType;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.logs.LogLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerConfigsTest {
  private static final ApiObject POD =
      json(
          """
          {"metadata":{"name":"p","namespace":"default","uid":"u","labels":{"app":"web"}},
           "spec":{"dnsPolicy":"ClusterFirst"}}""");

  private static final ApiObject API =
      json(
          """
          {"metadata":{"name":"kubernetes","namespace":"default"},
           "spec":{"clusterIP":"10.96.0.1","ports":[
             {"name":"https","port":443,"protocol":"TCP"}]}}""");

  private static final ApiObject DATABASE =
      json(
          """
          {"metadata":{"name":"my-db","namespace":"shop"},
           "spec":{"clusterIP":"10.96.0.7","ports":[
             {"name":"sql","port":5432},{"name":"stats-1","port":53,"protocol":"UDP"}]}}""");

  private static final Environment.Lookup LOOKUP =
      new Environment.Lookup() {
        @Override
        public Optional<ApiObject> configMap(String name) {
          return Optional.of(json("{\"data\":{\"a\":\"1\"}}")).filter(_ -> name.equals("cm"));
        }

        @Override
        public Optional<ApiObject> secret(String name) {
          return Optional.of(json("{\"data\":{\"k\":\"djE=\"}}")).filter(_ -> name.equals("s"));
        }

        @Override
        public List<ApiObject> services() {
          return List.of(API, DATABASE);
        }
      };

  @Test
  void expandsReferences() {
    assertThat(Expansion.expand("$(A) $$(A) $(B) $A $ $(A", Map.of("A", "1")))
        .isEqualTo("1 $(A) $(B) $A $ $(A");
  }

  @Test
  void collectsTheEnvironment() throws Exception {
    String container =
        """
        {"envFrom":[{"prefix":"P_","configMapRef":{"name":"cm"}},
                    {"secretRef":{"name":"absent","optional":true}}],
         "env":[{"name":"X","value":"<$(P_a)>"},
                {"name":"S","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}},
                {"name":"IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}},
                {"name":"L","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels['app']"}}},
                {"name":"M","valueFrom":{"resourceFieldRef":
                    {"resource":"limits.memory","divisor":"1Mi"}}}],
         "resources":{"limits":{"memory":"100M"}}}""";
    assertThat(environment(container))
        .containsAllEntriesOf(
            Map.of("P_a", "1", "X", "<1>", "S", "v1", "IP", "10.0.0.9", "L", "web", "M", "96"));
  }

  @Test
  void tellsContainersWhereServicesAre() throws Exception {
    Map<String, String> api =
        Map.of(
            "KUBERNETES_SERVICE_HOST", "10.96.0.1",
            "KUBERNETES_SERVICE_PORT", "443",
            "KUBERNETES_SERVICE_PORT_HTTPS", "443",
            "KUBERNETES_PORT", "tcp://10.96.0.1:443",
            "KUBERNETES_PORT_443_TCP", "tcp://10.96.0.1:443",
            "KUBERNETES_PORT_443_TCP_PROTO", "tcp",
            "KUBERNETES_PORT_443_TCP_PORT", "443",
            "KUBERNETES_PORT_443_TCP_ADDR", "10.96.0.1");
    assertThat(environment("{}")).as("a Service of another namespace is not told").isEqualTo(api);
    String shop = "{\"metadata\":{\"name\":\"p\",\"namespace\":\"shop\"},\"spec\":{%s}}";
    ApiObject without = json(shop.formatted("\"enableServiceLinks\":false"));
    assertThat(ServiceLinks.of(without, List.of(API, DATABASE))).isEqualTo(api);
    assertThat(ServiceLinks.of(json(shop.formatted("")), List.of(API, DATABASE)))
        .containsAllEntriesOf(api)
        .containsEntry("MY_DB_SERVICE_HOST", "10.96.0.7")
        .containsEntry("MY_DB_SERVICE_PORT", "5432")
        .containsEntry("MY_DB_SERVICE_PORT_STATS_1", "53")
        .containsEntry("MY_DB_PORT", "tcp://10.96.0.7:5432")
        .containsEntry("MY_DB_PORT_53_UDP", "udp://10.96.0.7:53");
  }

  @Test
  void aVariableOfItsOwnGoesBeforeThatOfAService() throws Exception {
    assertThat(
            environment(
                """
                {"env":[{"name":"URL","value":"https://$(KUBERNETES_SERVICE_HOST)"},
                        {"name":"KUBERNETES_SERVICE_HOST","value":"api.test"}]}"""))
        .containsEntry("URL", "https://10.96.0.1")
        .containsEntry("KUBERNETES_SERVICE_HOST", "api.test");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> environment("{\"envFrom\":[{\"configMapRef\":{\"name\":\"nope\"}}]}"))
        .hasMessage("configmap \"nope\" not found");
    String noKey =
        """
        {"env":[{"name":"X","valueFrom":{"secretKeyRef":{"name":"s","key":"z"}}}]}""";
    assertThatThrownBy(() -> environment(noKey))
        .hasMessage("couldn't find key z in Secret default/s");
  }

  @Test
  void setsControlGroupLimits() throws Exception {
    String container =
        """
        {"name":"c","resources":{"requests":{"cpu":"250m"},
                                 "limits":{"cpu":"1500m","memory":"64Mi"}}}""";
    var resources = config(container).getLinux().getResources();
    assertThat(resources.getCpuShares()).isEqualTo(256);
    assertThat(resources.getCpuQuota()).isEqualTo(150_000);
    assertThat(resources.getMemoryLimitInBytes()).isEqualTo(64L << 20);
  }

  @Test
  void refusesAMountOutsideItsVolume() {
    String mount =
        """
        {"name":"c","volumeMounts":[{"name":"%s","mountPath":"/v","subPath":"%s"}]}""";
    assertThatThrownBy(() -> config(mount.formatted("v", "../x")))
        .hasMessageContaining("leaves its volume");
    assertThatThrownBy(() -> config(mount.formatted("w", "")))
        .hasMessage("cannot find volume \"w\" to mount into container \"c\"");
  }

  @Test
  void resolvesNamesInTheCluster() {
    PodSandboxConfig config =
        SandboxConfigs.of(
            POD, 0, Path.of("/logs"), new SandboxConfigs.ClusterDns("10.96.0.10", "c.local"));
    assertThat(config.getDnsConfig().getServersList()).containsExactly("10.96.0.10");
    assertThat(config.getDnsConfig().getSearchesList())
        .containsExactly("default.svc.c.local", "svc.c.local", "c.local");
    assertThat(config.getHostname()).isEqualTo("p");
  }

  @Test
  void allowsPrivilegedContainersInTheirSandboxOnly() {
    String pod = "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"%s\":[{\"securityContext\":{%s}}]}}";
    assertThat(privileged(pod.formatted("containers", "\"privileged\":true"))).isTrue();
    assertThat(privileged(pod.formatted("initContainers", "\"privileged\":true"))).isTrue();
    assertThat(privileged(pod.formatted("containers", ""))).isFalse();
  }

  private static boolean privileged(String pod) {
    return SandboxConfigs.of(
            json(pod), 0, Path.of("/logs"), new SandboxConfigs.ClusterDns("10.96.0.10", "c.local"))
        .getLinux()
        .getSecurityContext()
        .getPrivileged();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                 | {}                                    | null
          {'seccompProfile':{'type':'RuntimeDefault'}} | {}                          | RuntimeDefault
          {'seccompProfile':{'type':'Unconfined'}} | {'seccompProfile':{'type':'RuntimeDefault'}} | RuntimeDefault
          {'seccompProfile':{'type':'RuntimeDefault'}} | {'seccompProfile':{'type':'Unconfined'}} | Unconfined
          """)
  void aContainersProfileGoesBeforeThatOfItsPod(String pod, String container, String type) {
    assertThat(
            SecurityProfiles.seccomp(
                    contexts("{'spec':{'securityContext':" + pod + "}}"),
                    contexts("{'securityContext':" + container + "}").json())
                .map(profile -> profile.getProfileType().name()))
        .isEqualTo(Optional.of(type).filter(each -> !each.equals("null")));
  }

  @Test
  void anAnnotationNamesAnAppArmorProfileWhereNoFieldDoes() {
    ApiObject pod =
        contexts(
            "{'metadata':{'annotations':"
                + "{'container.apparmor.security.beta.kubernetes.io/c':'runtime/default'}}}");
    ApiObject own =
        contexts("{'name':'c','securityContext':{'appArmorProfile':{'type':'Unconfined'}}}");
    assertThat(appArmor(pod, contexts("{'name':'c'}"))).contains(ProfileType.RuntimeDefault);
    assertThat(appArmor(pod, contexts("{'name':'d'}"))).isEmpty();
    assertThat(appArmor(pod, own)).contains(ProfileType.Unconfined);
  }

  private static Optional<ProfileType> appArmor(ApiObject pod, ApiObject container) {
    return SecurityProfiles.appArmor(pod, container.json()).map(SecurityProfile::getProfileType);
  }

  private static ApiObject contexts(String text) {
    return json(text.replace('\'', '"'));
  }

  @Test
  void readsTheLogFormat() {
    LogLine line =
        LogLine.parse("2026-01-01T00:00:00.123456789Z stdout P some  text").orElseThrow();
    assertThat(line.partial()).isTrue();
    assertThat(line.text()).isEqualTo("some  text");
    assertThat(LogLine.parse("2026-01-01T00:00:00Z stdout F ").orElseThrow().text()).isEmpty();
    assertThat(LogLine.parse("half a li")).isEmpty();
  }

  @Test
  void seesTheProcessesOfItsTarget() throws ConfigException {
    String container = "{'name':'look','image':'i'}".replace('\'', '"');
    var alone = config(container, POD, Optional.of("id"));
    assertThat(alone.getLinux().getSecurityContext().getNamespaceOptions())
        .isEqualTo(
            ContainerConfigs.namespaces(POD).toBuilder()
                .setPid(NamespaceMode.TARGET)
                .setTargetId("id")
                .build());
    ApiObject sharing = POD.copy();
    sharing.json().withObject("/spec").put("shareProcessNamespace", true);
    var shared = config(container, sharing, Optional.of("id"));
    assertThat(shared.getLinux().getSecurityContext().getNamespaceOptions())
        .isEqualTo(ContainerConfigs.namespaces(sharing));
  }

  private static ContainerConfig config(String container) throws ConfigException {
    return config(container, POD, Optional.empty());
  }

  private static ContainerConfig config(String container, ApiObject pod, Optional<String> target)
      throws ConfigException {
    return ContainerConfigs.of(
        json(container).json(),
        0,
        0,
        new ContainerConfigs.Surroundings(
            pod, Map.of(), Map.of("v", Path.of("/volumes/v")), Path.of("/hosts"), target));
  }

  private static Map<String, String> environment(String container) throws ConfigException {
    return Environment.of(
        json(container).json(), new Environment.Context(POD, "10.0.0.9", "192.0.2.1", "n", LOOKUP));
  }

  private static ApiObject json(String text) {
    return ApiObject.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
