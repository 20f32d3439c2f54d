package io.quarterdeck.node.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.cri.v1.SecurityProfile;
import io.quarterdeck.cri.v1.SecurityProfile.ProfileType;
import io.quarterdeck.model.ApiObject;
import java.util.Optional;

/**
 * The seccomp and AppArmor profiles of a container: its own, else those of its pod. Where nothing
 * is said the runtime decides: it filters no system calls, and applies its AppArmor profile where
 * the machine has AppArmor.
 */
final class SecurityProfiles {
  private static final String ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";

  private SecurityProfiles() {}

  static Optional<SecurityProfile> seccomp(ApiObject pod, JsonNode container) {
    return profile(type(pod, container, "seccompProfile"));
  }

  static Optional<SecurityProfile> appArmor(ApiObject pod, JsonNode container) {
    String type = type(pod, container, "appArmorProfile");
    return profile(type.isEmpty() ? annotated(pod, container) : type);
  }

  private static String type(ApiObject pod, JsonNode container, String field) {
    String own = container.path("securityContext").path(field).path("type").asText("");
    return own.isEmpty() ? pod.text("spec", "securityContext", field, "type") : own;
  }

  /** How profiles were named before they had a field. */
  private static String annotated(ApiObject pod, JsonNode container) {
    String name = container.path("name").asText();
    return switch (pod.annotations().getOrDefault(ANNOTATION + name, "")) {
      case "runtime/default" -> "RuntimeDefault";
      case "unconfined" -> "Unconfined";
      default -> "";
    };
  }

  private static Optional<SecurityProfile> profile(String type) {
    return switch (type) {
      case "RuntimeDefault" -> Optional.of(of(ProfileType.RuntimeDefault));
      case "Unconfined" -> Optional.of(of(ProfileType.Unconfined));
      default -> Optional.empty();
    };
  }

  private static SecurityProfile of(ProfileType type) {
    return SecurityProfile.newBuilder().setProfileType(type).build();
  }
}
