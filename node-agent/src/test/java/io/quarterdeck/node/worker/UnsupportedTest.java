package io.quarterdeck.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.PodPlan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsupportedTest {
  private static final String NO_APPARMOR =
      "Cannot enforce AppArmor: AppArmor is not enabled on the host";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'runtimeClassName':'sandboxed'                       | .runtimeClassName=sandboxed
          'os':{'name':'windows'}                              | .os.name=windows
          'hostUsers':false                                    | .hostUsers=false
          'hostnameOverride':'h'                               | .hostnameOverride=h
          'setHostnameAsFQDN':true                             | .setHostnameAsFQDN=true
          'resources':{'limits':{'cpu':'1'}}                   | .resources
          'securityContext':{'sysctls':[{'name':'kernel.x'}]}  | .securityContext.sysctls
          'securityContext':{'supplementalGroupsPolicy':'Strict'} | .securityContext.supplementalGroupsPolicy=Strict
          'securityContext':{'seccompProfile':{'type':'Localhost'}} | .securityContext.seccompProfile.type=Localhost
          'securityContext':{'runAsNonRoot':true}              | .securityContext.runAsNonRoot without runAsUser
          'securityContext':{'seLinuxOptions':{'level':'s0'}}  | .securityContext.seLinuxOptions
          'securityContext':{'windowsOptions':{'runAsUserName':'u'}} | .securityContext.windowsOptions
          'containers':[{'ports':[{'hostPort':80}]}]           | .containers[0].ports.hostPort
          'containers':[{},{'lifecycle':{'stopSignal':'SIGINT'}}] | .containers[1].lifecycle.stopSignal=SIGINT
          'containers':[{'volumeDevices':[{'name':'d'}]}]      | .containers[0].volumeDevices
          'containers':[{'restartPolicyRules':[{'action':'Restart'}]}] | .containers[0].restartPolicyRules
          'containers':[{'resources':{'claims':[{'name':'gpu'}]}}] | .containers[0].resources.claims
          'initContainers':[{'securityContext':{'procMount':'Unmasked'}}] | .initContainers[0].securityContext.procMount=Unmasked
          'containers':[{'securityContext':{'appArmorProfile':{'type':'Localhost'}}}] | .containers[0].securityContext.appArmorProfile.type=Localhost
          """)
  void saysWhichFieldKeepsAPodFromStarting(String spec, String field) {
    assertThat(Unsupported.demand(pod("'spec':{" + spec + "}"), true))
        .contains("spec" + field + " is not supported by this node yet");
  }

  @Test
  void anAnnotationCountsAsItsField() {
    String key = "container.apparmor.security.beta.kubernetes.io/main";
    String metadata = "'metadata':{'annotations':{'" + key + "':'%s'}},'spec':{}";
    assertThat(Unsupported.demand(pod(metadata.formatted("localhost/mine")), true))
        .contains("metadata.annotations[" + key + "] is not supported by this node yet");
    assertThat(Unsupported.demand(pod(metadata.formatted("unconfined")), false)).isEmpty();
    assertThat(Unsupported.demand(pod(metadata.formatted("runtime/default")), true)).isEmpty();
    assertThat(Unsupported.demand(pod(metadata.formatted("runtime/default")), false))
        .contains(NO_APPARMOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'securityContext':{%s}",
        "'containers':[{},{'securityContext':{%s}}]",
        "'initContainers':[{'securityContext':{%s}}]"
      })
  void appArmorsDefaultNeedsAppArmor(String spec) {
    ApiObject pod =
        pod("'spec':{" + spec.formatted("'appArmorProfile':{'type':'RuntimeDefault'}") + "}");
    assertThat(Unsupported.demand(pod, true)).isEmpty();
    assertThat(Unsupported.demand(pod, false)).contains(NO_APPARMOR);
  }

  @Test
  void anEphemeralContainerIsRefusedAlone() {
    ApiObject pod =
        pod(
            """
            'spec':{'containers':[{'name':'c'}],'ephemeralContainers':[{'name':'d'},
             {'name':'e','securityContext':{'procMount':'Unmasked'}},
             {'name':'f','securityContext':{'appArmorProfile':{'type':'RuntimeDefault'}}}]}""");
    assertThat(Unsupported.demand(pod, false)).isEmpty();
    List<PodPlan.Action> starts =
        Stream.of("c", "d", "e", "f")
            .map(each -> (PodPlan.Action) new PodPlan.Start(each, 0, 0))
            .toList();
    PodPlan spared = Unsupported.spare(pod, new PodPlan(starts, Map.of(), Optional.empty()), false);
    assertThat(spared.actions()).isEqualTo(starts.subList(0, 2));
    assertThat(spared.waiting())
        .isEqualTo(
            Map.of(
                "e",
                new PodPlan.Waiting(
                    "CreateContainerConfigError",
                    "spec.ephemeralContainers[1].securityContext.procMount=Unmasked is not supported"
                        + " by this node yet"),
                "f",
                new PodPlan.Waiting("CreateContainerConfigError", NO_APPARMOR)));
  }

  @Test
  void defaultsKeepNobodyFromStarting() {
    assertThat(
            Unsupported.demand(
                pod(
                    """
                    'spec':{'os':{'name':'linux'},'hostUsers':true,'setHostnameAsFQDN':false,
                     'resources':{},
                     'securityContext':{'supplementalGroupsPolicy':'Merge',
                       'seccompProfile':{'type':'RuntimeDefault'},'runAsNonRoot':true,'runAsUser':7},
                     'containers':[{'ports':[{'containerPort':80}],
                       'resizePolicy':[{'resourceName':'cpu','restartPolicy':'NotRequired'}],
                       'resources':{'limits':{'cpu':'1'}},
                       'securityContext':{'procMount':'Default',
                         'appArmorProfile':{'type':'Unconfined'}}}]}"""),
                false))
        .isEmpty();
  }

  private static ApiObject pod(String fields) {
    return ApiObject.parse(
        ("{" + fields + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
