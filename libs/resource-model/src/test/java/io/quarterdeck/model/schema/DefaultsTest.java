package io.quarterdeck.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {

  private static ObjectNode object(ResourceType type, String json) {
    Schema schema = Schemas.builtIn().of(type);
    ObjectNode object = (ObjectNode) json(json);
    Defaults.apply(schema, object);
    ObjectNode again = object.deepCopy();
    Defaults.apply(schema, again);
    assertThat(again).as("defaulting is idempotent").isEqualTo(object);
    return object;
  }

  @Test
  void completesPods() {
    assertThat(
            object(
                    Resources.PODS,
                    """
                    {"spec":{"serviceAccountName":"sa","containers":[{"name":"a","image":"nginx","resources":{"limits":{"cpu":"1"}},
                    "ports":[{"containerPort":80}],"readinessProbe":{"httpGet":{"port":80}},
                    "env":[{"name":"N","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}],
                    "volumes":[{"name":"v"},{"name":"s","secret":{"secretName":"x"}}]}}""")
                .get("spec"))
        .isEqualTo(
            json(
                """
                {"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",
                "securityContext":{},"schedulerName":"default-scheduler","enableServiceLinks":true,
                "serviceAccountName":"sa","serviceAccount":"sa",
                "containers":[{"name":"a","image":"nginx","imagePullPolicy":"Always",
                "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
                "resources":{"limits":{"cpu":"1"},"requests":{"cpu":"1"}},
                "ports":[{"containerPort":80,"protocol":"TCP"}],
                "readinessProbe":{"httpGet":{"port":80,"path":"/","scheme":"HTTP"},"timeoutSeconds":1,
                "periodSeconds":10,"successThreshold":1,"failureThreshold":3},
                "env":[{"name":"N","valueFrom":{"fieldRef":{"fieldPath":"metadata.name","apiVersion":"v1"}}}]}],
                "volumes":[{"name":"v","emptyDir":{}},{"name":"s","secret":{"secretName":"x","defaultMode":420}}]}"""));
  }

  @Test
  void completesDeploymentsAndTheirTemplates() {
    assertThat(
            object(
                    Resources.DEPLOYMENTS,
                    """
                    {"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
                    "spec":{"containers":[{"name":"a","image":"nginx:1","resources":{"limits":{"cpu":"1"}}}]}}}}""")
                .get("spec"))
        .isEqualTo(
            json(
                """
                {"replicas":1,"revisionHistoryLimit":10,"progressDeadlineSeconds":600,
                "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}},
                "selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
                "spec":{"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",
                "securityContext":{},"schedulerName":"default-scheduler",
                "containers":[{"name":"a","image":"nginx:1","imagePullPolicy":"IfNotPresent",
                "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
                "resources":{"limits":{"cpu":"1"}}}]}}}"""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"ports":[{"port":80}]} | {"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"sessionAffinity":"None","type":"ClusterIP","internalTrafficPolicy":"Cluster"}
          {"type":"NodePort"} | {"type":"NodePort","sessionAffinity":"None","externalTrafficPolicy":"Cluster","internalTrafficPolicy":"Cluster"}
          {"type":"LoadBalancer"} | {"type":"LoadBalancer","sessionAffinity":"None","externalTrafficPolicy":"Cluster","internalTrafficPolicy":"Cluster","allocateLoadBalancerNodePorts":true}
          {"type":"ExternalName","externalName":"a"} | {"type":"ExternalName","externalName":"a","sessionAffinity":"None"}
          {"sessionAffinity":"ClientIP"} | {"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":10800}},"type":"ClusterIP","internalTrafficPolicy":"Cluster"}
          """)
  void completesServices(String given, String expected) {
    assertThat(object(Resources.SERVICES, "{\"spec\":" + given + "}").get("spec"))
        .isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, true", "nginx:latest, true", "nginx:1.2, false", "reg:5000/a/b, true",
    "reg:5000/a/b:1, false", "a@sha256:00, false", "a:latest@sha256:00, true", "'', false",
  })
  void knowsTheLatestImage(String image, boolean latest) {
    assertThat(ConditionalDefaults.isLatest(image)).isEqualTo(latest);
  }

  @Test
  void completesTheRest() {
    assertThat(object(Resources.SECRETS, "{}").get("type").asText()).isEqualTo("Opaque");
    assertThat(object(Resources.NAMESPACES, "{\"metadata\":{\"name\":\"a\"}}"))
        .isEqualTo(
            json(
                """
                {"metadata":{"name":"a","labels":{"kubernetes.io/metadata.name":"a"}},
                "spec":{},"status":{"phase":"Active"}}"""));
    assertThat(
            object(Resources.DEPLOYMENTS, "{\"spec\":{\"strategy\":{\"type\":\"Recreate\"}}}")
                .at("/spec/strategy"))
        .isEqualTo(json("{\"type\":\"Recreate\"}"));
    assertThat(object(Resources.ENDPOINT_SLICES, "{\"ports\":[{\"port\":1}]}").get("ports"))
        .isEqualTo(json("[{\"port\":1,\"name\":\"\",\"protocol\":\"TCP\"}]"));
  }

  @Test
  void findsWhatIsMissingOrUnsupported() {
    JsonNode pod =
        json(
            """
            {"spec":{"restartPolicy":"Maybe","containers":[{"image":"a","env":[{"value":"x"}]}]},
            "status":{"containerStatuses":[{}]}}""");
    List<FieldError> errors =
        StructuralValidator.validate(Schemas.builtIn().of(Resources.PODS), pod);
    assertThat(errors.stream().map(each -> each.field() + ": " + each.message()))
        .containsExactlyInAnyOrder(
            "spec.containers[0].env[0].name: Required value",
            "spec.containers[0].name: Required value",
            "spec.restartPolicy: Unsupported value: \"Maybe\": supported values: \"Always\","
                + " \"OnFailure\", \"Never\"");
    assertThat(
            StructuralValidator.validate(
                Schemas.builtIn().of(Resources.DEPLOYMENTS), json("{\"spec\":{}}")))
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("spec.selector", "spec.template");
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
