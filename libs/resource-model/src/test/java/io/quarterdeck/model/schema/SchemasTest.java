package io.quarterdeck.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemasTest {
  private static final String CORE = "io.k8s.api.core.v1.";

  @ParameterizedTest
  @CsvSource({
    "PodSpec, containers, map, name, merge, name",
    "PodSpec, initContainers, map, name, merge, name",
    "PodSpec, volumes, map, name, 'merge,retainKeys', name",
    "PodSpec, imagePullSecrets, map, name, merge, name",
    "PodSpec, hostAliases, map, ip, merge, ip",
    "PodSpec, tolerations, atomic, '', '', ''",
    "PodSpec, topologySpreadConstraints, map, 'topologyKey,whenUnsatisfiable', merge, topologyKey",
    "Container, env, map, name, merge, name",
    "Container, ports, map, 'containerPort,protocol', merge, containerPort",
    "Container, volumeMounts, map, mountPath, merge, mountPath",
    "Container, args, atomic, '', '', ''",
    "ServiceSpec, ports, map, 'port,protocol', merge, port",
    "ServiceAccount, secrets, map, name, merge, name",
    "PodStatus, conditions, map, type, merge, type",
    "NodeStatus, conditions, map, type, merge, type",
    "NodeSpec, taints, atomic, '', '', ''",
  })
  void tellsHowListsMerge(
      String definition, String property, String type, String keys, String strategy, String key) {
    Schema schema =
        Schemas.builtIn()
            .definition(CORE + definition)
            .orElseThrow()
            .property(property)
            .orElseThrow();
    assertThat(schema.listType()).isEqualTo(type);
    assertThat(String.join(",", schema.listMapKeys())).isEqualTo(keys);
    assertThat(String.join(",", schema.patchStrategy())).isEqualTo(strategy);
    assertThat(schema.patchMergeKey().orElse("")).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "Pod, metadata, OBJECT, ''",
    "ServicePort, targetPort, INT_OR_STRING, ''",
    "ServicePort, port, INTEGER, int32",
    "PodSpec, terminationGracePeriodSeconds, INTEGER, int64",
    "PodSpec, overhead, MAP, ''",
    "ConfigMap, data, MAP, ''",
    "Event, eventTime, MICRO_TIME, ''",
    "Event, firstTimestamp, TIME, ''",
    "Container, stdin, BOOLEAN, ''",
  })
  void tellsTypes(String definition, String property, Schema.Type type, String format) {
    Schema schema =
        Schemas.builtIn()
            .definition(CORE + definition)
            .orElseThrow()
            .property(property)
            .orElseThrow();
    assertThat(schema.type()).isEqualTo(type);
    assertThat(schema.format()).isEqualTo(format);
  }

  @Test
  void findsTheSchemaOfEachResource() {
    Schema deployment = Schemas.builtIn().of(Resources.DEPLOYMENTS);
    assertThat(deployment.definition()).isEqualTo("io.k8s.api.apps.v1.Deployment");
    Schema spec = deployment.property("spec").orElseThrow();
    assertThat(spec.simpleName()).isEqualTo("DeploymentSpec");
    assertThat(spec.required()).containsExactlyInAnyOrder("selector", "template");
    for (var type :
        List.of(
            Resources.NAMESPACES,
            Resources.NODES,
            Resources.PODS,
            Resources.SERVICES,
            Resources.ENDPOINT_SLICES,
            Resources.CONFIG_MAPS,
            Resources.SECRETS,
            Resources.SERVICE_ACCOUNTS,
            Resources.EVENTS,
            Resources.LEASES,
            Resources.REPLICA_SETS)) {
      assertThat(Schemas.builtIn().of(type).simpleName()).isEqualTo(type.kind());
    }
  }

  @Test
  void readsTheDataOfSecrets() {
    Schema data = Schemas.builtIn().of(Resources.SECRETS).property("data").orElseThrow().items();
    assertThat(data.type()).isEqualTo(Schema.Type.STRING);
    assertThat(data.format()).isEqualTo("byte");
  }

  @ParameterizedTest
  @CsvSource({
    "PodSpec, imagePullSecrets, false",
    "ServiceSpec, selector, true",
    "SecretKeySelector, name, false",
    "EnvVarSource, secretKeyRef, true",
    "Event, involvedObject, true",
    "PersistentVolumeSpec, claimRef, false",
    "PersistentVolumeClaimStatus, allocatedResourceStatuses, false",
  })
  void knowsWhatIsOneValueToServerSideApply(String definition, String property, boolean atomic) {
    Schema schema = Schemas.builtIn().definition(CORE + definition).orElseThrow();
    assertThat(schema.property(property).orElseThrow().isAtomicMap()).isEqualTo(atomic);
  }

  @Test
  void knowsNothingOfOtherKinds() {
    assertThat(Schemas.builtIn().forKind("example.org/v1", "Widget")).isEmpty();
    assertThat(Schemas.builtIn().definition("nonsense")).isEmpty();
  }
}
