package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The volume of a pod's own, described where it is attached: there is no PersistentVolume of it.
 */
final class InlineVolume {
  private static final String CONTEXT = " in the context of inline volumes";

  private InlineVolume() {}

  static void check(JsonNode volume, String at, Problems problems) {
    absent(volume, at, problems, "claimRef", "capacity");
    if (!volume.has("csi")) {
      problems.required(at + ".csi", "has to be specified" + CONTEXT);
    }
    accessModes(volume.path("accessModes"), at + ".accessModes", problems);
    only("Retain", volume, "persistentVolumeReclaimPolicy", at, "may only be Retain", problems);
    absent(volume, at, problems, "nodeAffinity");
    source(volume, at, problems);
    absent(volume, at, problems, "storageClassName");
    only(
        "Filesystem",
        volume,
        "volumeMode",
        at,
        "may not specify volumeMode other than Filesystem",
        problems);
  }

  private static void absent(JsonNode volume, String at, Problems problems, String... fields) {
    for (String field : fields) {
      JsonNode value = volume.path(field);
      boolean unset = value.isTextual() ? value.textValue().isEmpty() : value.isMissingNode();
      if (!unset) {
        problems.forbidden(at + "." + field, "may not be specified" + CONTEXT);
      }
    }
  }

  private static void only(
      String value, JsonNode volume, String field, String at, String detail, Problems problems) {
    String given = volume.path(field).asText("");
    if (!given.isEmpty() && !given.equals(value)) {
      problems.forbidden(at + "." + field, detail + CONTEXT);
    }
  }

  private static void accessModes(JsonNode modes, String field, Problems problems) {
    List<String> names = modes.valueStream().map(JsonNode::asText).toList();
    if (names.isEmpty()) {
      problems.required(field, "");
    }
    if (names.contains("ReadWriteOncePod") && names.stream().distinct().count() > 1) {
      problems.forbidden(field, "may not use ReadWriteOncePod with other access modes");
    }
  }

  private static void source(JsonNode volume, String at, Problems problems) {
    int sources = VolumeStrategy.sources(volume).size();
    if (sources == 0) {
      problems.required(at, "must specify a volume type");
    } else if (sources > 1 && volume.has("csi")) {
      problems.forbidden(at + ".csi", "may not specify more than 1 volume type");
    }
    CsiDriverStrategy.name(volume.path("csi").path("driver"), at + ".csi.driver", problems);
  }
}
