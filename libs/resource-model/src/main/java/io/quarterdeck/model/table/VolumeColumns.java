package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of persistent volumes and of claims to them. */
public final class VolumeColumns {
  private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";
  private static final Map<String, String> MODES = new LinkedHashMap<>();

  static {
    MODES.put("ReadWriteOnce", "RWO");
    MODES.put("ReadOnlyMany", "ROX");
    MODES.put("ReadWriteMany", "RWX");
    MODES.put("ReadWriteOncePod", "RWOP");
  }

  public static final Columns VOLUMES =
      Columns.begin()
          .text("Capacity", "How much it holds.", each -> each.text("spec", "capacity", "storage"))
          .text(
              "Access Modes", "How it may be used.", each -> modes(each.at("spec", "accessModes")))
          .text(
              "Reclaim Policy",
              "What becomes of it when it is released.",
              each -> each.text("spec", "persistentVolumeReclaimPolicy"))
          .text("Status", "Whether it is used.", VolumeColumns::phase)
          .text("Claim", "By which claim.", VolumeColumns::claim)
          .text("StorageClass", "Its class.", VolumeColumns::storageClass)
          .text("VolumeAttributesClass", "Its class of attributes.", VolumeColumns::attributes)
          .text("Reason", "Why it is in that state.", each -> each.text("status", "reason"))
          .age()
          .wide("VolumeMode", "What is in it.", VolumeColumns::mode)
          .end();

  public static final Columns CLAIMS =
      Columns.begin()
          .text("Status", "Whether it has a volume.", VolumeColumns::phase)
          .text("Volume", "Which volume.", each -> each.text("spec", "volumeName"))
          .text("Capacity", "How much that holds.", VolumeColumns::claimed)
          .text("Access Modes", "How it may be used.", VolumeColumns::claimedModes)
          .text("StorageClass", "The class that it asks for.", VolumeColumns::storageClass)
          .text("VolumeAttributesClass", "Its class of attributes.", VolumeColumns::attributes)
          .age()
          .wide("VolumeMode", "What is in it.", VolumeColumns::mode)
          .end();

  private VolumeColumns() {}

  private static String modes(JsonNode modes) {
    List<String> given = modes.valueStream().map(JsonNode::asText).toList();
    List<String> shown = new ArrayList<>();
    MODES.forEach(
        (mode, sign) -> {
          if (given.contains(mode)) {
            shown.add(sign);
          }
        });
    return String.join(",", shown);
  }

  private static String phase(ApiObject object) {
    return object.isBeingDeleted() ? "Terminating" : object.text("status", "phase");
  }

  private static String claim(ApiObject volume) {
    JsonNode claim = volume.at("spec", "claimRef");
    return claim.isMissingNode()
        ? ""
        : claim.path("namespace").asText("") + "/" + claim.path("name").asText("");
  }

  private static String storageClass(ApiObject object) {
    String annotated = object.annotations().getOrDefault(CLASS_ANNOTATION, "");
    return annotated.isEmpty() ? object.text("spec", "storageClassName") : annotated;
  }

  private static String attributes(ApiObject object) {
    return Cells.orUnset(object.text("spec", "volumeAttributesClassName"));
  }

  private static String mode(ApiObject object) {
    return Cells.orUnset(object.text("spec", "volumeMode"));
  }

  private static String claimed(ApiObject claim) {
    return isBound(claim) ? claim.text("status", "capacity", "storage") : "";
  }

  private static String claimedModes(ApiObject claim) {
    return isBound(claim) ? modes(claim.at("status", "accessModes")) : "";
  }

  private static boolean isBound(ApiObject claim) {
    return !claim.text("spec", "volumeName").isEmpty();
  }
}
