package io.quarterdeck.node.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.cri.v1.Capability;
import io.quarterdeck.cri.v1.ContainerConfig;
import io.quarterdeck.cri.v1.ContainerMetadata;
import io.quarterdeck.cri.v1.ImageSpec;
import io.quarterdeck.cri.v1.Int64Value;
import io.quarterdeck.cri.v1.KeyValue;
import io.quarterdeck.cri.v1.LinuxContainerConfig;
import io.quarterdeck.cri.v1.LinuxContainerSecurityContext;
import io.quarterdeck.cri.v1.Mount;
import io.quarterdeck.cri.v1.MountPropagation;
import io.quarterdeck.cri.v1.NamespaceMode;
import io.quarterdeck.cri.v1.NamespaceOption;
import io.quarterdeck.model.ApiObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates a container of a pod into what the runtime is told. */
public final class ContainerConfigs {
  private static final List<String> MASKED =
      List.of(
          "/proc/asound",
          "/proc/acpi",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware");
  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private ContainerConfigs() {}

  /**
   * What surrounds the container.
   *
   * @param target the id of the container whose processes it sees, where it asks for one
   */
  public record Surroundings(
      ApiObject pod,
      Map<String, String> variables,
      Map<String, Path> volumes,
      Path hosts,
      Optional<String> target) {}

  public static ContainerConfig of(
      JsonNode container, int attempt, int backOff, Surroundings around) throws ConfigException {
    ApiObject pod = around.pod();
    String name = container.path("name").asText();
    ContainerConfig.Builder config =
        ContainerConfig.newBuilder()
            .setMetadata(ContainerMetadata.newBuilder().setName(name).setAttempt(attempt))
            .setImage(ImageSpec.newBuilder().setImage(container.path("image").asText()))
            .addAllCommand(expanded(container.path("command"), around.variables()))
            .addAllArgs(expanded(container.path("args"), around.variables()))
            .setWorkingDir(container.path("workingDir").asText(""))
            .setStdin(container.path("stdin").asBoolean())
            .setStdinOnce(container.path("stdinOnce").asBoolean())
            .setTty(container.path("tty").asBoolean())
            .setLogPath(name + "/" + attempt + ".log")
            .putLabels(Labels.POD_NAME, pod.name())
            .putLabels(Labels.POD_NAMESPACE, pod.namespace())
            .putLabels(Labels.POD_UID, pod.uid())
            .putLabels(Labels.CONTAINER_NAME, name)
            .putAnnotations(Labels.BACK_OFF, Integer.toString(backOff));
    around
        .variables()
        .forEach((key, value) -> config.addEnvs(KeyValue.newBuilder().setKey(key).setValue(value)));
    config.addAllMounts(mounts(container, around));
    return config
        .setLinux(
            LinuxContainerConfig.newBuilder()
                .setResources(Resources.of(container))
                .setSecurityContext(security(pod, container, around.target())))
        .build();
  }

  private static List<String> expanded(JsonNode texts, Map<String, String> variables) {
    return texts.valueStream().map(each -> Expansion.expand(each.asText(), variables)).toList();
  }

  private static List<Mount> mounts(JsonNode container, Surroundings around)
      throws ConfigException {
    List<Mount> mounts = new ArrayList<>();
    boolean ownHosts = false;
    for (JsonNode each : container.path("volumeMounts")) {
      String name = each.path("name").asText();
      Path source = around.volumes().get(name);
      if (source == null) {
        throw new ConfigException(
            "cannot find volume \"%s\" to mount into container \"%s\""
                .formatted(name, container.path("name").asText()));
      }
      String subPath = subPath(each, around.variables());
      String target = each.path("mountPath").asText();
      ownHosts |= target.equals("/etc/hosts");
      mounts.add(
          Mount.newBuilder()
              .setContainerPath(target)
              .setHostPath(
                  (subPath.isEmpty() ? source : SubPaths.resolve(source, subPath)).toString())
              .setReadonly(each.path("readOnly").asBoolean())
              .setPropagation(propagation(each))
              .build());
    }
    if (!ownHosts) {
      mounts.add(
          Mount.newBuilder()
              .setContainerPath("/etc/hosts")
              .setHostPath(around.hosts().toString())
              .build());
    }
    return mounts;
  }

  private static String subPath(JsonNode mount, Map<String, String> variables)
      throws ConfigException {
    if (!mount.has("subPathExpr")) {
      return mount.path("subPath").asText("");
    }
    String expanded = Expansion.expand(mount.path("subPathExpr").asText(), variables);
    if (expanded.contains("$(")) {
      throw new ConfigException("missing value for \"" + expanded + "\"");
    }
    return expanded;
  }

  private static MountPropagation propagation(JsonNode mount) {
    return switch (mount.path("mountPropagation").asText("")) {
      case "HostToContainer" -> MountPropagation.PROPAGATION_HOST_TO_CONTAINER;
      case "Bidirectional" -> MountPropagation.PROPAGATION_BIDIRECTIONAL;
      default -> MountPropagation.PROPAGATION_PRIVATE;
    };
  }

  private static LinuxContainerSecurityContext security(
      ApiObject pod, JsonNode container, Optional<String> target) {
    JsonNode own = container.path("securityContext");
    JsonNode shared = pod.at("spec", "securityContext");
    boolean privileged = own.path("privileged").asBoolean();
    LinuxContainerSecurityContext.Builder security =
        LinuxContainerSecurityContext.newBuilder()
            .setPrivileged(privileged)
            .setReadonlyRootfs(own.path("readOnlyRootFilesystem").asBoolean())
            .setNoNewPrivs(!own.path("allowPrivilegeEscalation").asBoolean(true))
            .setNamespaceOptions(namespaces(pod, target));
    JsonNode user = own.has("runAsUser") ? own.path("runAsUser") : shared.path("runAsUser");
    if (user.isNumber()) {
      security.setRunAsUser(Int64Value.newBuilder().setValue(user.asLong()));
      JsonNode group = own.has("runAsGroup") ? own.path("runAsGroup") : shared.path("runAsGroup");
      if (group.isNumber()) {
        security.setRunAsGroup(Int64Value.newBuilder().setValue(group.asLong()));
      }
    }
    shared
        .path("supplementalGroups")
        .forEach(each -> security.addSupplementalGroups(each.asLong()));
    if (shared.path("fsGroup").isNumber()) {
      security.addSupplementalGroups(shared.path("fsGroup").asLong());
    }
    Capability.Builder capabilities = Capability.newBuilder();
    own.path("capabilities")
        .path("add")
        .forEach(each -> capabilities.addAddCapabilities(each.asText()));
    own.path("capabilities")
        .path("drop")
        .forEach(each -> capabilities.addDropCapabilities(each.asText()));
    security.setCapabilities(capabilities);
    SecurityProfiles.seccomp(pod, container).ifPresent(security::setSeccomp);
    SecurityProfiles.appArmor(pod, container).ifPresent(security::setApparmor);
    if (!privileged) {
      security.addAllMaskedPaths(MASKED).addAllReadonlyPaths(READ_ONLY);
    }
    return security.build();
  }

  /** A container that looks into another one needs no more where the pod shares its processes. */
  private static NamespaceOption namespaces(ApiObject pod, Optional<String> target) {
    NamespaceOption shared = namespaces(pod);
    return target.isPresent() && shared.getPid() == NamespaceMode.CONTAINER
        ? shared.toBuilder().setPid(NamespaceMode.TARGET).setTargetId(target.get()).build()
        : shared;
  }

  /** Which of the node's namespaces the pod shares. */
  public static NamespaceOption namespaces(ApiObject pod) {
    JsonNode spec = pod.at("spec");
    NamespaceMode ownPids =
        spec.path("shareProcessNamespace").asBoolean()
            ? NamespaceMode.POD
            : NamespaceMode.CONTAINER;
    return NamespaceOption.newBuilder()
        .setNetwork(spec.path("hostNetwork").asBoolean() ? NamespaceMode.NODE : NamespaceMode.POD)
        .setPid(spec.path("hostPID").asBoolean() ? NamespaceMode.NODE : ownPids)
        .setIpc(spec.path("hostIPC").asBoolean() ? NamespaceMode.NODE : NamespaceMode.POD)
        .build();
  }
}
