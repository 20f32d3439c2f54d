package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** What pods say that is of use on Windows alone. */
final class WindowsRules {
  private static final int SPEC_BYTES_MAX = 64 * 1024;
  private static final int DOMAIN_MAX = 256;
  private static final int USER_MAX = 104;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern NET_BIOS =
      Pattern.compile("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}");
  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern USER_SIGNS = Pattern.compile("[\"/\\\\:;|=,+*?<>@\\[\\]]");
  private static final Pattern USER_BLANK = Pattern.compile("[. ]+");

  private WindowsRules() {}

  /** Checks the options of a pod or of a container. */
  static void options(JsonNode options, String at, Problems problems) {
    problems.named(
        options.path("gmsaCredentialSpecName"),
        at + ".gmsaCredentialSpecName",
        Names::dnsSubdomain);
    JsonNode spec = options.path("gmsaCredentialSpec");
    if (spec.isTextual()) {
      int length = spec.textValue().getBytes(StandardCharsets.UTF_8).length;
      String field = at + ".gmsaCredentialSpec";
      if (length == 0) {
        problems.invalid(field, spec, "gmsaCredentialSpec cannot be an empty string");
      } else if (length > SPEC_BYTES_MAX) {
        problems.invalid(field, spec, "gmsaCredentialSpec size must be under 64 KiB");
      }
    }
    if (options.path("runAsUserName").isTextual()) {
      userName(options.path("runAsUserName"), at + ".runAsUserName", problems);
    }
  }

  private static void userName(JsonNode name, String field, Problems problems) {
    String[] parts = name.asText().split("\\\\", -1);
    if (name.asText().isEmpty()) {
      problems.invalid(field, name, "runAsUserName cannot be an empty string");
    } else if (CONTROL.matcher(name.asText()).find()) {
      problems.invalid(field, name, "runAsUserName cannot contain control characters");
    } else if (parts.length > 2) {
      problems.invalid(field, name, "runAsUserName cannot contain more than one backslash");
    } else {
      if (parts.length == 2) {
        domain(name, parts[0], field, problems);
      }
      user(name, parts[parts.length - 1], field, problems);
    }
  }

  private static void domain(JsonNode name, String domain, String field, Problems problems) {
    if (domain.length() >= DOMAIN_MAX) {
      problems.invalid(field, name, "runAsUserName's Domain length must be under 256 characters");
    }
    if (!NET_BIOS.matcher(domain).matches() && !DOMAIN.matcher(domain).matches()) {
      problems.invalid(
          field, name, "runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }

  private static void user(JsonNode name, String user, String field, Problems problems) {
    if (user.isEmpty()) {
      problems.invalid(field, name, "runAsUserName's User cannot be empty");
    } else if (user.length() > USER_MAX) {
      problems.invalid(
          field, name, "runAsUserName's User length must not be longer than 104 characters");
    }
    if (USER_BLANK.matcher(user).matches()) {
      problems.invalid(field, name, "runAsUserName's User cannot contain only periods or spaces");
    }
    if (USER_SIGNS.matcher(user).find()) {
      problems.invalid(
          field,
          name,
          "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
    }
  }

  /** Checks that either all containers of a pod are processes of the host, or none is. */
  static void hostProcesses(JsonNode spec, String at, Problems problems) {
    Optional<Boolean> ofPod = hostProcess(spec);
    AtomicInteger all = new AtomicInteger();
    AtomicInteger ofHost = new AtomicInteger();
    PodContainers.each(
        spec,
        at,
        (container, each) -> {
          Optional<Boolean> own = hostProcess(container);
          if (ofPod.isPresent() && own.isPresent() && !own.equals(ofPod)) {
            problems.addInvalid(
                each + ".securityContext.windowsOptions.hostProcess",
                own.get().toString(),
                "pod hostProcess value must be identical if both are specified, was "
                    + ofPod.get());
          }
          all.incrementAndGet();
          ofHost.addAndGet(own.or(() -> ofPod).orElse(false) ? 1 : 0);
        });
    if (ofHost.get() == 0) {
      return;
    }
    if (ofHost.get() != all.get()) {
      problems.invalid(
          at,
          "",
          "If pod contains any hostProcess containers then all containers must be HostProcess"
              + " containers");
    }
    if (!spec.path("hostNetwork").asBoolean()) {
      problems.addInvalid(
          at + ".hostNetwork",
          "false",
          "hostNetwork must be true if pod contains any hostProcess containers");
    }
  }

  private static Optional<Boolean> hostProcess(JsonNode owner) {
    JsonNode value = owner.path("securityContext").path("windowsOptions").path("hostProcess");
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }
}
