package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a pod may not say when it says for which operating system it is. */
final class PodOs {
  private static final List<String> LINUX_OF_POD =
      List.of("hostUsers", "hostPID", "hostIPC", "shareProcessNamespace");
  private static final List<String> LINUX_OF_CONTEXT =
      List.of(
          "appArmorProfile",
          "seLinuxOptions",
          "seccompProfile",
          "fsGroup",
          "fsGroupChangePolicy",
          "sysctls",
          "runAsUser",
          "runAsGroup",
          "supplementalGroups",
          "supplementalGroupsPolicy",
          "seLinuxChangePolicy");
  private static final List<String> LINUX_OF_CONTAINER =
      List.of(
          "appArmorProfile",
          "seLinuxOptions",
          "seccompProfile",
          "capabilities",
          "readOnlyRootFilesystem",
          "privileged",
          "allowPrivilegeEscalation",
          "procMount",
          "runAsUser",
          "runAsGroup");

  private PodOs() {}

  static void check(JsonNode spec, String at, Problems problems) {
    switch (spec.path("os").path("name").asText("")) {
      case "linux" -> linux(spec, at, problems);
      case "windows" -> windows(spec, at, problems);
      default -> {
        // Who does not say which it is for may say anything.
      }
    }
  }

  private static void linux(JsonNode spec, String at, Problems problems) {
    notWindows(spec, at, problems);
    PodContainers.each(spec, at, (container, each) -> notWindows(container, each, problems));
  }

  private static void notWindows(JsonNode owner, String at, Problems problems) {
    if (owner.path("securityContext").has("windowsOptions")) {
      problems.forbidden(
          at + ".securityContext.windowsOptions", "windows options cannot be set for a linux pod");
    }
  }

  private static void windows(JsonNode spec, String at, Problems problems) {
    forbid(spec, LINUX_OF_POD, at, problems);
    forbid(spec.path("securityContext"), LINUX_OF_CONTEXT, at + ".securityContext", problems);
    PodContainers.each(
        spec,
        at,
        (container, each) ->
            forbid(
                container.path("securityContext"),
                LINUX_OF_CONTAINER,
                each + ".securityContext",
                problems));
  }

  private static void forbid(JsonNode owner, List<String> names, String at, Problems problems) {
    for (String name : names) {
      boolean ofHost = name.equals("hostPID") || name.equals("hostIPC");
      if (ofHost ? owner.path(name).asBoolean() : owner.has(name)) {
        problems.forbidden(at + "." + name, "cannot be set for a windows pod");
      }
    }
  }
}
