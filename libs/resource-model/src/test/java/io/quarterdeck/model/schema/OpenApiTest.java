package io.quarterdeck.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.schema.ServedResource.Subresource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final OpenApi API =
      new OpenApi(
          List.of(
              new ServedResource(
                  Resources.PODS,
                  VERBS,
                  List.of(new Subresource("status", "v1", "Pod", List.of("get", "patch")))),
              new ServedResource(
                  Resources.DEPLOYMENTS,
                  VERBS,
                  List.of(
                      new Subresource(
                          "scale", "autoscaling/v1", "Scale", List.of("get", "update"))))),
          "v1.36.0");

  @Test
  void indexesDocumentsByGroupAndVersion() {
    JsonNode paths = Json.parse(API.index()).get("paths");
    assertThat(paths.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("api/v1", "apis/apps/v1");
    assertThat(paths.at("/apis~1apps~1v1/serverRelativeURL").asText())
        .matches("/openapi/v3/apis/apps/v1\\?hash=[0-9A-F]{64}");
    assertThat(API.hash("api/v1")).isNotEqualTo(API.hash("apis/apps/v1"));
    assertThat(API.v3("apis/other/v1")).isEmpty();
  }

  @Test
  void describesWhatClientsLookFor() {
    JsonNode document = Json.parse(API.v3("apis/apps/v1").orElseThrow());
    JsonNode path =
        document.path("paths").path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}");
    assertThat(path.at("/patch/x-kubernetes-group-version-kind"))
        .isEqualTo(
            Json.object().put("group", "apps").put("version", "v1").put("kind", "Deployment"));
    assertThat(path.at("/patch/parameters").findValuesAsText("name"))
        .contains("fieldValidation", "dryRun", "fieldManager", "force");
    JsonNode schemas = document.at("/components/schemas");
    assertThat(
            schemas
                .path("io.k8s.api.apps.v1.Deployment")
                .at("/x-kubernetes-group-version-kind/0/kind")
                .asText())
        .isEqualTo("Deployment");
    JsonNode containers = schemas.path("io.k8s.api.core.v1.PodSpec").at("/properties/containers");
    assertThat(containers.path("x-kubernetes-patch-merge-key").asText()).isEqualTo("name");
    assertThat(containers.at("/items/allOf/0/$ref").asText())
        .isEqualTo("#/components/schemas/io.k8s.api.core.v1.Container");
    assertThat(schemas.path("io.k8s.api.autoscaling.v1.Scale").isObject()).isTrue();
  }

  @Test
  void refersOnlyToWhatItDefines() {
    for (byte[] each :
        List.of(
            API.v3("api/v1").orElseThrow(), API.v3("apis/apps/v1").orElseThrow(), API.v2Json())) {
      JsonNode document = Json.parse(each);
      for (String reference : document.findValuesAsText("$ref")) {
        assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue();
      }
    }
  }

  @Test
  void writesProtobufThatSaysTheSameAsTheJson() {
    JsonNode json = Json.parse(API.v2Json());
    Map<Integer, List<byte[]>> document = Wire.fields(API.v2Protobuf());
    assertThat(Wire.text(document, 1)).isEqualTo("2.0");
    Map<String, Map<Integer, List<byte[]>>> definitions = Wire.named(Wire.field(document, 9), 1);
    assertThat(definitions.keySet())
        .containsExactlyInAnyOrderElementsOf(names(json.get("definitions")));
    Map<Integer, List<byte[]>> spec =
        definitions.getOrDefault("io.k8s.api.core.v1.PodSpec", Map.of());
    Map<String, Map<Integer, List<byte[]>>> properties = Wire.named(Wire.field(spec, 25), 1);
    assertThat(properties.keySet())
        .containsExactlyInAnyOrderElementsOf(
            names(json.path("definitions").path("io.k8s.api.core.v1.PodSpec").get("properties")));
    Map<Integer, List<byte[]>> containers = properties.getOrDefault("containers", Map.of());
    assertThat(Wire.text(Wire.fields(Wire.field(containers, 22)), 1)).isEqualTo("array");
    Map<Integer, List<byte[]>> items =
        Wire.fields(Wire.field(Wire.fields(Wire.field(containers, 23)), 1));
    assertThat(Wire.text(items, 1)).isEqualTo("#/definitions/io.k8s.api.core.v1.Container");
    assertThat(Wire.named(Wire.field(document, 8), 2).keySet())
        .containsExactlyInAnyOrderElementsOf(names(json.get("paths")));
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** Reads what {@link ProtoOutput} writes. */
  private static final class Wire {
    private Wire() {}

    static Map<Integer, List<byte[]>> fields(byte[] message) {
      Map<Integer, List<byte[]>> fields = new TreeMap<>();
      int[] position = {0};
      while (position[0] < message.length) {
        int key = varint(message, position);
        byte[] value;
        if ((key & 7) == 0) {
          value = new byte[] {(byte) varint(message, position)};
        } else {
          int length = varint(message, position);
          value = java.util.Arrays.copyOfRange(message, position[0], position[0] + length);
          position[0] += length;
        }
        fields.computeIfAbsent(key >> 3, each -> new java.util.ArrayList<>()).add(value);
      }
      return fields;
    }

    static byte[] field(Map<Integer, List<byte[]>> message, int number) {
      return message.getOrDefault(number, List.of()).getFirst();
    }

    static String text(Map<Integer, List<byte[]>> message, int number) {
      return new String(field(message, number), StandardCharsets.UTF_8);
    }

    static Map<String, Map<Integer, List<byte[]>>> named(byte[] message, int number) {
      Map<String, Map<Integer, List<byte[]>>> named = new TreeMap<>();
      for (byte[] entry : fields(message).getOrDefault(number, List.of())) {
        Map<Integer, List<byte[]>> each = fields(entry);
        named.put(text(each, 1), fields(field(each, 2)));
      }
      return named;
    }

    private static int varint(byte[] message, int[] position) {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = message[position[0]++];
        value |= (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }
}
