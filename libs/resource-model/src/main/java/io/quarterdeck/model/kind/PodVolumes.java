package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The volumes of a pod: each has a name and is of one kind. */
final class PodVolumes {
  private static final int PORTAL_MAX = 64;

  /** In the order in which the first of several is taken to be the one that is meant. */
  private static final List<String> KINDS =
      List.of(
          "emptyDir",
          "hostPath",
          "gitRepo",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "secret",
          "nfs",
          "iscsi",
          "glusterfs",
          "flocker",
          "persistentVolumeClaim",
          "rbd",
          "cinder",
          "cephfs",
          "quobyte",
          "downwardAPI",
          "fc",
          "flexVolume",
          "configMap",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "storageos",
          "projected",
          "scaleIO",
          "csi",
          "ephemeral",
          "image");

  private PodVolumes() {}

  /**
   * Checks them all.
   *
   * @param pod the name of the pod, empty where it has none yet
   * @return those that are right, by their names
   */
  static Map<String, JsonNode> check(JsonNode volumes, String at, String pod, Problems problems) {
    Map<String, JsonNode> right = new LinkedHashMap<>();
    Set<String> made = made(volumes, pod);
    problems.each(
        volumes,
        at,
        (volume, each) -> {
          Problems own = new Problems();
          String name = volume.path("name").asText("");
          source(volume, each, own);
          label(name, each + ".name", own);
          if (right.containsKey(name)) {
            own.duplicate(each + ".name", name);
          }
          if (volume.has("ephemeral") && !pod.isEmpty() && !name.isEmpty()) {
            claimName(pod + "-" + name, name, each + ".name", own);
          }
          if (own.list().isEmpty()) {
            right.put(name, volume);
          }
          JsonNode claim = volume.path("persistentVolumeClaim").path("claimName");
          if (made.contains(claim.asText(""))) {
            own.invalid(
                each + ".persistentVolumeClaim.claimName",
                claim,
                "must not reference a PVC that gets created for an ephemeral volume");
          }
          problems.addAll(own.list());
        });
    return right;
  }

  /** The claims that are made for the volumes of a pod. */
  private static Set<String> made(JsonNode volumes, String pod) {
    Set<String> made = new HashSet<>();
    for (JsonNode volume : volumes) {
      if (!pod.isEmpty() && volume.has("ephemeral")) {
        made.add(pod + "-" + volume.path("name").asText(""));
      }
    }
    return made;
  }

  private static void claimName(String claim, String volume, String field, Problems problems) {
    Names.dnsSubdomain(claim)
        .forEach(
            problem -> problems.invalid(field, volume, "PVC name \"" + claim + "\": " + problem));
  }

  private static void label(String name, String field, Problems problems) {
    if (name.isEmpty()) {
      problems.required(field, "");
    } else {
      Names.dnsLabel(name).forEach(problem -> problems.invalid(field, name, problem));
    }
  }

  private static void source(JsonNode volume, String at, Problems problems) {
    List<String> given = KINDS.stream().filter(volume::has).toList();
    if (given.isEmpty()) {
      problems.required(at, "must specify a volume type");
      return;
    }
    String kind = given.getFirst();
    VolumeSources.check(kind, volume.path(kind), at + "." + kind, problems);
    given.stream()
        .skip(1)
        .forEach(
            other ->
                problems.forbidden(
                    at + "." + inMessages(other), "may not specify more than 1 volume type"));
    JsonNode iscsi = volume.path("iscsi");
    String name = volume.path("name").asText("");
    String portal = name + ":" + iscsi.path("targetPortal").asText("");
    if (iscsi.has("initiatorName") && portal.length() > PORTAL_MAX) {
      problems.invalid(
          at + ".name",
          name,
          "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
              + " iscsi.initiatorName is specified.");
    }
  }

  /** Two are called otherwise there than their fields are, and users may look for these. */
  private static String inMessages(String kind) {
    return switch (kind) {
      case "cephfs" -> "cephFS";
      case "downwardAPI" -> "downwarAPI";
      default -> kind;
    };
  }
}
