package io.quarterdeck.node.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VolumePlannerTest {
  private static final String POD =
      "{'metadata':{'name':'p','namespace':'default','uid':'u','labels':{'b':'2','a':'x\"y'}},"
          + "'spec':{'containers':[{'name':'c','resources':{'limits':{'cpu':'1500m'}}}]}}";
  private static final Map<Reference, JsonNode> FOUND =
      Map.of(
          new Reference.ConfigMap("cm"),
          json("{'data':{'a':'1','b':'2'},'binaryData':{'z':'AAE='}}"),
          new Reference.Secret("s"),
          json("{'data':{'k':'djE='}}"),
          new Reference.Token("", 3607),
          TextNode.valueOf("token"));

  @Test
  void aConfigMapShowsItsKeysOrItsItems() throws Exception {
    assertThat(files("{'configMap':{'name':'cm'}}"))
        .isEqualTo(Map.of("a", "644 1", "b", "644 2", "z", "644 \0\1"));
    assertThat(
            files(
                "{'configMap':{'name':'cm','defaultMode':256,'items':["
                    + "{'key':'a','path':'dir/one'},{'key':'b','path':'two','mode':511}]}}"))
        .isEqualTo(Map.of("dir/one", "400 1", "two", "777 2"));
  }

  @Test
  void whatIsMissingIsSaidUnlessItIsOptional() throws Exception {
    assertThatThrownBy(() -> files("{'configMap':{'name':'none'}}"))
        .hasMessage("configmap \"none\" not found");
    assertThatThrownBy(() -> files("{'secret':{'secretName':'none'}}"))
        .hasMessage("secret \"none\" not found");
    assertThatThrownBy(
            () -> files("{'secret':{'secretName':'s','items':[{'key':'q','path':'q'}]}}"))
        .hasMessage("references non-existent secret key: q");
    assertThat(files("{'secret':{'secretName':'none','optional':true}}")).isEmpty();
    assertThat(
            files("{'configMap':{'name':'cm','optional':true,'items':[{'key':'q','path':'q'}]}}"))
        .isEmpty();
    assertThatThrownBy(() -> files("{'nfs':{}}")).hasMessageContaining("not supported");
  }

  @Test
  void projectsSeveralSources() throws Exception {
    String volume =
        "{'projected':{'defaultMode':420,'sources':["
            + "{'serviceAccountToken':{'expirationSeconds':3607,'path':'token'}},"
            + "{'configMap':{'name':'cm','items':[{'key':'a','path':'ca.crt'}]}},"
            + "{'downwardAPI':{'items':[{'path':'namespace',"
            + "'fieldRef':{'fieldPath':'metadata.namespace'}}]}}]}}";
    assertThat(VolumePlanner.references(json(volume)))
        .containsExactly(new Reference.Token("", 3607), new Reference.ConfigMap("cm"));
    assertThat(files(volume))
        .isEqualTo(Map.of("token", "644 token", "ca.crt", "644 1", "namespace", "644 default"));
  }

  @Test
  void aTokenBelongsToTheOneUserOfThePod() throws Exception {
    JsonNode volume =
        json(
            "{'projected':{'sources':[{'serviceAccountToken':"
                + "{'expirationSeconds':3607,'path':'token'}}]}}");
    ApiObject pod =
        ApiObject.parse(
            Json.bytes(
                json(
                    "{'metadata':{'uid':'u'},'spec':{'securityContext':{'runAsUser':1000},"
                        + "'containers':[{'name':'a'},{'name':'b'}]}}")));
    var plan = (VolumePlan.Content) VolumePlanner.plan(volume, pod, TestVolumes.NODE, FOUND);
    FileContent token = Objects.requireNonNull(plan.files().get("token"));
    assertThat(token.owner()).hasValue(1000);
    assertThat(token.mode()).isEqualTo(0600);
  }

  @Test
  void showsThePodItself() throws Exception {
    assertThat(
            files(
                "{'downwardAPI':{'items':["
                    + "{'path':'labels','fieldRef':{'fieldPath':'metadata.labels'}},"
                    + "{'path':'cpu','resourceFieldRef':{'containerName':'c',"
                    + "'resource':'limits.cpu','divisor':'1m'}},"
                    + "{'path':'memory','resourceFieldRef':{'containerName':'c',"
                    + "'resource':'limits.memory','divisor':'1Mi'}}]}}"))
        .isEqualTo(
            Map.of("labels", "644 a=\"x\\\"y\"\nb=\"2\"", "cpu", "644 1500", "memory", "644 1024"));
  }

  @Test
  void boundsWhatLiesInMemory() throws Exception {
    assertThat(plan("{'emptyDir':{'medium':'Memory','sizeLimit':'1Mi'}}"))
        .isEqualTo(new VolumePlan.EmptyDir(true, 1 << 20));
    assertThat(plan("{'emptyDir':{}}")).isEqualTo(new VolumePlan.EmptyDir(false, 0));
    assertThatThrownBy(() -> plan("{'emptyDir':{'medium':'HugePages'}}"))
        .hasMessageContaining("HugePages");
  }

  private static Map<String, String> files(String volume) throws VolumeException {
    Map<String, String> files = new TreeMap<>();
    ((VolumePlan.Content) plan(volume))
        .files()
        .forEach((path, content) -> files.put(path, content.toString()));
    return files;
  }

  private static VolumePlan plan(String volume) throws VolumeException {
    return VolumePlanner.plan(
        json(volume), ApiObject.parse(Json.bytes(json(POD))), TestVolumes.NODE, FOUND);
  }

  static JsonNode json(String text) {
    return Json.parse(
        text.replace("\"", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
