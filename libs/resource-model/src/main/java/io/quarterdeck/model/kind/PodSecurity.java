package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the processes of a pod may be and do, for all of its containers and for each. */
final class PodSecurity {
  private static final int PROFILE_MAX = 4095;
  private static final int SYSCTL_MAX = 253;
  private static final String SEGMENT = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
  private static final String SYSCTL = "^(" + SEGMENT + "[\\./])*" + SEGMENT + "$";
  private static final Pattern SYSCTL_PATTERN = Pattern.compile(SYSCTL);
  private static final List<String> OF_IPC =
      List.of("kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue.");

  private PodSecurity() {}

  /** Checks what a spec says for the whole pod. */
  static void ofPod(JsonNode spec, String at, Problems problems) {
    JsonNode context = spec.path("securityContext");
    String field = at + ".securityContext";
    ids(context, field, problems, "fsGroup", "runAsUser", "runAsGroup");
    problems.each(
        context.path("supplementalGroups"),
        field + ".supplementalGroups",
        (group, each) -> problems.between(0, Integer.MAX_VALUE, group, each));
    if (spec.path("shareProcessNamespace").asBoolean() && spec.path("hostPID").asBoolean()) {
      problems.invalid(
          field + ".shareProcessNamespace",
          spec.path("shareProcessNamespace"),
          "ShareProcessNamespace and HostPID cannot both be enabled");
    }
    sysctls(spec, field + ".sysctls", problems);
    profiles(context, field, problems);
    if (!hasHostUsers(spec)) {
      notOfHost(spec, "hostNetwork", at + ".hostNetwork", problems);
      notOfHost(spec, "hostPID", at + ".HostPID", problems);
      notOfHost(spec, "hostIPC", at + ".HostIPC", problems);
    }
  }

  private static void notOfHost(JsonNode spec, String name, String field, Problems problems) {
    if (spec.path(name).asBoolean()) {
      problems.forbidden(field, "when `pod.Spec.HostUsers` is false");
    }
  }

  private static boolean hasHostUsers(JsonNode spec) {
    return spec.path("hostUsers").asBoolean(true);
  }

  /** Checks what a container says for itself. */
  static void ofContainer(JsonNode spec, JsonNode container, String at, Problems problems) {
    JsonNode context = container.path("securityContext");
    String field = at + ".securityContext";
    ids(context, field, problems, "runAsUser", "runAsGroup");
    JsonNode mount = context.path("procMount");
    if (hasHostUsers(spec) && mount.asText("").equals("Unmasked")) {
      problems.invalid(field + ".procMount", mount, "`hostUsers` must be false to use `Unmasked`");
    }
    profiles(context, field, problems);
    if (context.path("allowPrivilegeEscalation").asBoolean(true)) {
      return;
    }
    if (context.path("privileged").asBoolean()) {
      problems.invalid(
          field,
          context,
          "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
    if (context
        .path("capabilities")
        .path("add")
        .valueStream()
        .anyMatch(each -> each.asText().equals("CAP_SYS_ADMIN"))) {
      problems.invalid(
          field,
          context,
          "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }
  }

  private static void ids(JsonNode context, String at, Problems problems, String... names) {
    for (String name : names) {
      problems.between(0, Integer.MAX_VALUE, context.path(name), at + "." + name);
    }
  }

  private static void profiles(JsonNode context, String at, Problems problems) {
    seccomp(context.path("seccompProfile"), at + ".seccompProfile", problems);
    WindowsRules.options(context.path("windowsOptions"), at + ".windowsOptions", problems);
    appArmor(context.path("appArmorProfile"), at + ".appArmorProfile", problems);
  }

  private static void seccomp(JsonNode profile, String at, Problems problems) {
    String field = at + ".localhostProfile";
    JsonNode local = profile.path("localhostProfile");
    if (!profile.path("type").asText("").equals("Localhost")) {
      if (!local.isMissingNode()) {
        problems.invalid(field, profile, "can only be set when seccomp type is Localhost");
      }
    } else if (local.isMissingNode()) {
      problems.required(field, "must be set when seccomp type is Localhost");
    } else {
      LocalPaths.descending(local, field, problems);
    }
  }

  private static void appArmor(JsonNode profile, String at, Problems problems) {
    String field = at + ".localhostProfile";
    JsonNode local = profile.path("localhostProfile");
    String name = local.asText("");
    if (!profile.path("type").asText("").equals("Localhost")) {
      if (!local.isMissingNode()) {
        problems.invalid(field, local, "can only be set when AppArmor type is Localhost");
      }
    } else if (!name.equals(name.strip())) {
      problems.invalid(field, local, "must not be padded with whitespace");
    } else if (name.isEmpty()) {
      problems.required(field, "must be set when AppArmor type is Localhost");
    } else {
      problems.longest(PROFILE_MAX, local, field);
    }
  }

  private static void sysctls(JsonNode spec, String field, Problems problems) {
    Set<String> names = new HashSet<>();
    problems.each(
        spec.path("securityContext").path("sysctls"),
        field,
        (sysctl, each) -> {
          String name = sysctl.path("name").asText("");
          String at = each + ".name";
          if (name.isEmpty()) {
            problems.required(at, "");
          } else if (name.length() > SYSCTL_MAX || !SYSCTL_PATTERN.matcher(name).matches()) {
            problems.invalid(
                at, name, "must have at most 253 characters and match regex " + SYSCTL);
          } else if (!names.add(name)) {
            problems.duplicate(at, name);
          }
          String dotted = dotted(name);
          if (spec.path("hostNetwork").asBoolean() && dotted.startsWith("net.")) {
            problems.invalid(at, name, "may not be specified when 'hostNetwork' is true");
          } else if (spec.path("hostIPC").asBoolean()
              && OF_IPC.stream().anyMatch(dotted::startsWith)) {
            problems.invalid(at, name, "may not be specified when 'hostIPC' is true");
          }
        });
  }

  /** Parts may be divided by slashes as well, and then have dots within. */
  private static String dotted(String name) {
    int slash = name.indexOf('/');
    int dot = name.indexOf('.');
    return slash >= 0 && (dot < 0 || slash < dot) ? name.replace('/', '.') : name;
  }
}
