package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a container sees the volumes of its pod: as directories and as devices. */
final class ContainerMounts {
  private static final String MOUNTS = "volumeMounts";
  private static final String DEVICES = "volumeDevices";

  private final JsonNode container;
  private final Map<String, JsonNode> volumes;
  private final Problems problems;

  private ContainerMounts(JsonNode container, Map<String, JsonNode> volumes, Problems problems) {
    this.container = container;
    this.volumes = volumes;
    this.problems = problems;
  }

  /** Checks them against the volumes that are there, by their names. */
  static void check(
      JsonNode container, Map<String, JsonNode> volumes, String at, Problems problems) {
    ContainerMounts mounts = new ContainerMounts(container, volumes, problems);
    mounts.mounts(at + "." + MOUNTS);
    mounts.devices(at + "." + DEVICES);
  }

  private void mounts(String field) {
    Set<String> paths = new HashSet<>();
    problems.each(
        container.path(MOUNTS),
        field,
        (mount, at) -> {
          known(mount, at);
          unique(mount, "mountPath", paths, at);
          notAlso(mount, "mountPath", DEVICES, "devicePath", at);
          subPath(mount, at, field);
          propagation(mount, field);
        });
  }

  private void known(JsonNode mount, String at) {
    String name = mount.path("name").asText("");
    if (name.isEmpty()) {
      problems.required(at + ".name", "");
    } else if (!volumes.containsKey(name)) {
      problems.notFound(at + ".name", name);
    }
  }

  private void unique(JsonNode mount, String name, Set<String> seen, String at) {
    String text = mount.path(name).asText("");
    if (text.isEmpty()) {
      problems.required(at + "." + name, "");
    } else if (!seen.add(text)) {
      problems.invalid(at + "." + name, text, "must be unique");
    }
  }

  /** A volume is a directory or a device, and so is what is at a path. */
  private void notAlso(JsonNode mount, String path, String others, String otherPath, String at) {
    if (texts(others, "name").contains(mount.path("name").asText(""))) {
      problems.invalid(at + ".name", mount.path("name"), "must not already exist in " + others);
    }
    if (texts(others, otherPath).contains(mount.path(path).asText(""))) {
      problems.invalid(
          at + "." + path, mount.path(path), "must not already exist as a path in " + others);
    }
  }

  private List<String> texts(String list, String name) {
    return container.path(list).valueStream().map(each -> each.path(name).asText("")).toList();
  }

  private void subPath(JsonNode mount, String at, String field) {
    JsonNode path = mount.path("subPath");
    JsonNode expression = mount.path("subPathExpr");
    LocalPaths.descending(path, field + ".subPath", problems);
    if (!path.asText("").isEmpty() && !expression.asText("").isEmpty()) {
      problems.invalid(
          at + ".subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
    }
    LocalPaths.descending(expression, field + ".subPathExpr", problems);
  }

  private void propagation(JsonNode mount, String field) {
    String propagation = mount.path("mountPropagation").asText("");
    boolean privileged = container.path("securityContext").path("privileged").asBoolean();
    if (propagation.equals("Bidirectional") && !privileged) {
      problems.forbidden(
          field + ".mountPropagation",
          "Bidirectional mount propagation is available only to privileged containers");
    }
    if (List.of("Enabled", "IfPossible").contains(mount.path("recursiveReadOnly").asText(""))) {
      if (!mount.path("readOnly").asBoolean()) {
        problems.forbidden(
            field + ".recursiveReadOnly", "may only be specified when readOnly is true");
      }
      if (!propagation.isEmpty() && !propagation.equals("None")) {
        problems.forbidden(
            field + ".recursiveReadOnly",
            "may only be specified when mountPropagation is None or not specified");
      }
    }
  }

  private void devices(String field) {
    Set<String> names = new HashSet<>();
    Set<String> paths = new HashSet<>();
    problems.each(
        container.path(DEVICES),
        field,
        (device, at) -> {
          String name = device.path("name").asText("");
          known(device, at);
          unique(device, "name", names, at);
          JsonNode volume = volumes.getOrDefault(name, Problems.NOTHING);
          if (volumes.containsKey(name)
              && !volume.has("persistentVolumeClaim")
              && !volume.has("ephemeral")) {
            problems.invalid(
                at + ".name",
                name,
                "can only use volume source type of PersistentVolumeClaim or Ephemeral for block"
                    + " mode");
          }
          unique(device, "devicePath", paths, at);
          backsteps(device.path("devicePath"), at + ".devicePath");
          notAlso(device, "devicePath", MOUNTS, "mountPath", at);
        });
  }

  private void backsteps(JsonNode path, String field) {
    if (List.of(path.asText("").split("/", -1)).contains("..")) {
      problems.invalid(field, path, "can not contain backsteps ('..')");
    }
  }
}
