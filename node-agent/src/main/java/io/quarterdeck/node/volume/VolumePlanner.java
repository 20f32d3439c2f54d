package io.quarterdeck.node.volume;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.container.ConfigException;
import io.quarterdeck.node.container.Fields;
import io.quarterdeck.node.container.Quantities;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides what a pod's volume holds, of the pod and the objects that the volume refers to. */
final class VolumePlanner {
  private static final int MODE = 0644;
  private static final int PRIVATE_MODE = 0600;
  private static final long TOKEN_SECONDS = 3600;

  private final ApiObject pod;
  private final Fields.Node node;
  private final Map<Reference, JsonNode> found;
  private final SortedMap<String, FileContent> files = new TreeMap<>();

  private VolumePlanner(ApiObject pod, Fields.Node node, Map<Reference, JsonNode> found) {
    this.pod = pod;
    this.node = node;
    this.found = found;
  }

  /** What must be looked up before the volume can be planned. */
  static List<Reference> references(JsonNode volume) {
    List<Reference> references = new ArrayList<>();
    if (volume.has("configMap")) {
      references.add(new Reference.ConfigMap(volume.path("configMap").path("name").asText()));
    }
    if (volume.has("secret")) {
      references.add(new Reference.Secret(volume.path("secret").path("secretName").asText()));
    }
    for (JsonNode source : volume.path("projected").path("sources")) {
      if (source.has("configMap")) {
        references.add(new Reference.ConfigMap(source.path("configMap").path("name").asText()));
      }
      if (source.has("secret")) {
        references.add(new Reference.Secret(source.path("secret").path("name").asText()));
      }
      if (source.has("serviceAccountToken")) {
        references.add(token(source.path("serviceAccountToken")));
      }
    }
    return references;
  }

  /**
   * @param found what was looked up; a reference that is absent there does not exist
   */
  static VolumePlan plan(
      JsonNode volume, ApiObject pod, Fields.Node node, Map<Reference, JsonNode> found)
      throws VolumeException {
    try {
      return new VolumePlanner(pod, node, found).plan(volume);
    } catch (ConfigException e) {
      throw new VolumeException(String.valueOf(e.getMessage()));
    }
  }

  private VolumePlan plan(JsonNode volume) throws VolumeException, ConfigException {
    if (volume.has("emptyDir")) {
      return emptyDir(volume.path("emptyDir"));
    }
    if (volume.has("hostPath")) {
      JsonNode host = volume.path("hostPath");
      return new VolumePlan.HostPath(host.path("path").asText(), host.path("type").asText(""));
    }
    if (volume.has("configMap")) {
      JsonNode source = volume.path("configMap");
      int mode = source.path("defaultMode").asInt(MODE);
      configMap(source, source.path("name").asText(), mode);
      return new VolumePlan.Content(false, files);
    }
    if (volume.has("secret")) {
      JsonNode source = volume.path("secret");
      int mode = source.path("defaultMode").asInt(MODE);
      secret(source, source.path("secretName").asText(), mode);
      return new VolumePlan.Content(true, files);
    }
    if (volume.has("downwardAPI")) {
      JsonNode source = volume.path("downwardAPI");
      downward(source, source.path("defaultMode").asInt(MODE));
      return new VolumePlan.Content(true, files);
    }
    if (volume.has("projected")) {
      projected(volume.path("projected"));
      return new VolumePlan.Content(true, files);
    }
    throw new VolumeException("volumes of this type are not supported by this node");
  }

  private VolumePlan emptyDir(JsonNode source) throws VolumeException, ConfigException {
    String medium = source.path("medium").asText("");
    if (!medium.isEmpty() && !medium.equals("Memory")) {
      throw new VolumeException("emptyDir medium " + medium + " is not supported by this node");
    }
    boolean memory = medium.equals("Memory");
    long own = Quantities.bytes(source.path("sizeLimit"));
    return new VolumePlan.EmptyDir(memory, memory ? smaller(own, memoryOfPod()) : own);
  }

  /** What the pod's containers may use together; 0 when one of them has no limit. */
  private long memoryOfPod() throws ConfigException {
    long sum = 0;
    for (JsonNode each : pod.at("spec", "containers")) {
      long limit = Quantities.bytes(each.path("resources").path("limits").path("memory"));
      if (limit == 0) {
        return 0;
      }
      sum += limit;
    }
    return sum;
  }

  private static long smaller(long one, long other) {
    return one == 0 ? other : other == 0 ? one : Math.min(one, other);
  }

  private void projected(JsonNode projected) throws VolumeException, ConfigException {
    int mode = projected.path("defaultMode").asInt(MODE);
    for (JsonNode source : projected.path("sources")) {
      if (source.has("configMap")) {
        configMap(source.path("configMap"), source.at("/configMap/name").asText(), mode);
      } else if (source.has("secret")) {
        secret(source.path("secret"), source.at("/secret/name").asText(), mode);
      } else if (source.has("downwardAPI")) {
        downward(source.path("downwardAPI"), mode);
      } else if (source.has("serviceAccountToken")) {
        token(source.path("serviceAccountToken"), mode);
      } else {
        throw new VolumeException("projected sources of this type are not supported by this node");
      }
    }
  }

  private void configMap(JsonNode source, String name, int mode) throws VolumeException {
    Optional<JsonNode> object = find(new Reference.ConfigMap(name));
    if (missing(object, source, "configmap", name)) {
      return;
    }
    Map<String, byte[]> values = new TreeMap<>();
    object.ifPresent(
        json -> {
          for (Map.Entry<String, JsonNode> each : json.path("data").properties()) {
            values.put(each.getKey(), each.getValue().asText().getBytes(StandardCharsets.UTF_8));
          }
          decode(json.path("binaryData"), values);
        });
    add(source, values, mode, "config");
  }

  private void secret(JsonNode source, String name, int mode) throws VolumeException {
    Optional<JsonNode> object = find(new Reference.Secret(name));
    if (missing(object, source, "secret", name)) {
      return;
    }
    Map<String, byte[]> values = new TreeMap<>();
    object.ifPresent(json -> decode(json.path("data"), values));
    add(source, values, mode, "secret");
  }

  private static void decode(JsonNode data, Map<String, byte[]> values) {
    for (Map.Entry<String, JsonNode> each : data.properties()) {
      values.put(each.getKey(), Base64.getDecoder().decode(each.getValue().asText("")));
    }
  }

  private static boolean missing(
      Optional<JsonNode> object, JsonNode source, String kind, String name) throws VolumeException {
    if (object.isEmpty() && !source.path("optional").asBoolean()) {
      throw new VolumeException(kind + " \"" + name + "\" not found");
    }
    return object.isEmpty();
  }

  /** All keys, or those that the items name under the paths that they give. */
  private void add(JsonNode source, Map<String, byte[]> values, int mode, String kind)
      throws VolumeException {
    if (source.path("items").isEmpty()) {
      values.forEach((key, bytes) -> put(key, bytes, mode));
      return;
    }
    for (JsonNode item : source.path("items")) {
      byte[] bytes = values.get(item.path("key").asText());
      if (bytes != null) {
        put(item.path("path").asText(), bytes, item.path("mode").asInt(mode));
      } else if (!source.path("optional").asBoolean()) {
        throw new VolumeException(
            "references non-existent " + kind + " key: " + item.path("key").asText());
      }
    }
  }

  private void downward(JsonNode source, int mode) throws ConfigException {
    for (JsonNode item : source.path("items")) {
      String text =
          item.has("resourceFieldRef")
              ? Fields.resource(pod, item.path("resourceFieldRef"), node)
              : Fields.inVolume(pod, item.path("fieldRef").path("fieldPath").asText());
      files.put(item.path("path").asText(), FileContent.text(text, item.path("mode").asInt(mode)));
    }
  }

  /** Readable by the pod's one user alone where there is one, or through its fsGroup. */
  private void token(JsonNode source, int mode) throws VolumeException {
    JsonNode token =
        find(token(source)).orElseThrow(() -> new VolumeException("failed to fetch token"));
    OptionalLong user = commonUser();
    boolean group = pod.at("spec", "securityContext", "fsGroup").isNumber();
    files.put(
        source.path("path").asText(),
        new FileContent(
            token.asText().getBytes(StandardCharsets.UTF_8),
            user.isPresent() || group ? PRIVATE_MODE : mode,
            user));
  }

  private OptionalLong commonUser() {
    JsonNode shared = pod.at("spec", "securityContext", "runAsUser");
    List<Long> users = new ArrayList<>();
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode each : pod.at("spec", list)) {
        JsonNode own = each.path("securityContext").path("runAsUser");
        users.add(own.isNumber() ? own.asLong() : shared.asLong(-1));
      }
    }
    boolean one = users.stream().distinct().count() == 1 && users.getFirst() >= 0;
    return one ? OptionalLong.of(users.getFirst()) : OptionalLong.empty();
  }

  private static Reference token(JsonNode source) {
    return new Reference.Token(
        source.path("audience").asText(""), source.path("expirationSeconds").asLong(TOKEN_SECONDS));
  }

  private Optional<JsonNode> find(Reference reference) {
    return Optional.ofNullable(found.get(reference));
  }

  private void put(String path, byte[] bytes, int mode) {
    files.put(path, new FileContent(bytes, mode, OptionalLong.empty()));
  }
}
