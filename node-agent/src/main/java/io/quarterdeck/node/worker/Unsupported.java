package io.quarterdeck.node.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.PodPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a pod demands that this agent cannot give: it is said, and the pod does not start. Pure. */
final class Unsupported {
  private static final String APPARMOR = "container.apparmor.security.beta.kubernetes.io/";
  private static final String RUNTIME_DEFAULT = "RuntimeDefault";
  private static final Set<String> ANNOTATED = Set.of("unconfined", "runtime/default");

  /**
   * A field below a part of the pod, and the values of it that cannot be given.
   *
   * @param detail what of an object or a list is meant
   */
  private record Field(String path, Predicate<JsonNode> refused, String detail) {
    Field(String path, Predicate<JsonNode> refused) {
      this(path, refused, "");
    }

    Optional<String> demand(JsonNode part, String at) {
      JsonNode value = part.at("/" + path.replace('.', '/'));
      if (!refused.test(value)) {
        return Optional.empty();
      }
      String shown = value.isValueNode() ? "=" + value.asText() : detail;
      return Optional.of(at + "." + path + shown + " is not supported by this node yet");
    }
  }

  private static final List<Field> POD =
      List.of(
          new Field("runtimeClassName", Unsupported::given),
          new Field("os.name", value -> value.asText().equals("windows")),
          new Field("hostUsers", value -> value.isBoolean() && !value.asBoolean()),
          new Field("hostnameOverride", Unsupported::given),
          new Field("setHostnameAsFQDN", JsonNode::asBoolean),
          new Field("resources", Unsupported::given),
          new Field("securityContext.sysctls", Unsupported::given),
          new Field("securityContext.supplementalGroupsPolicy", otherThan("Merge")));

  private static final List<Field> CONTAINER =
      List.of(
          new Field("ports", Unsupported::anyHostPort, ".hostPort"),
          new Field("lifecycle.stopSignal", Unsupported::given),
          new Field("volumeDevices", Unsupported::given),
          new Field("restartPolicyRules", Unsupported::given),
          new Field("resources.claims", Unsupported::given),
          new Field("securityContext.procMount", otherThan("Default")));

  /** In the security contexts of the pod and of its containers. */
  private static final List<Field> SECURITY =
      List.of(
          new Field("seccompProfile.type", otherThan("Unconfined", "RuntimeDefault")),
          new Field("appArmorProfile.type", otherThan("Unconfined", "RuntimeDefault")),
          new Field("seLinuxOptions", Unsupported::given),
          new Field("windowsOptions", Unsupported::given));

  private Unsupported() {}

  /**
   * The first such field with its path.
   *
   * @param appArmor whether the machine has AppArmor
   */
  static Optional<String> demand(ApiObject pod, boolean appArmor) {
    JsonNode spec = pod.at("spec");
    return first(POD, spec, "spec")
        .or(() -> security(spec.path("securityContext"), "spec.securityContext"))
        .or(() -> annotation(pod))
        .or(() -> containers(spec, "initContainers"))
        .or(() -> containers(spec, "containers"))
        .or(() -> appArmor ? Optional.empty() : confinement(pod));
  }

  /** The plan without ephemeral containers that demand such a thing: the pod goes on. */
  static PodPlan spare(ApiObject pod, PodPlan plan, boolean appArmor) {
    List<PodPlan.Action> actions = new ArrayList<>(plan.actions());
    Map<String, PodPlan.Waiting> waiting = new HashMap<>(plan.waiting());
    int index = 0;
    for (JsonNode container : pod.at("spec", "ephemeralContainers")) {
      String name = container.path("name").asText();
      Optional<String> demand =
          container(container, "spec.ephemeralContainers[" + index++ + "]")
              .or(() -> appArmor ? Optional.empty() : unconfined(Stream.of(appArmor(container))));
      if (demand.isPresent() && actions.removeIf(each -> starts(each, name))) {
        waiting.put(name, new PodPlan.Waiting("CreateContainerConfigError", demand.get()));
      }
    }
    return new PodPlan(List.copyOf(actions), Map.copyOf(waiting), plan.requeueAfter());
  }

  private static boolean starts(PodPlan.Action action, String container) {
    return action instanceof PodPlan.Start start && start.name().equals(container);
  }

  /** The runtime's profile may not be left out where a pod names it, even if it is the default. */
  private static Optional<String> confinement(ApiObject pod) {
    JsonNode spec = pod.at("spec");
    Stream<String> ofContainers =
        Stream.of("initContainers", "containers")
            .flatMap(list -> spec.path(list).valueStream())
            .map(Unsupported::appArmor);
    Stream<String> ofAnnotations =
        pod.annotations().entrySet().stream()
            .filter(each -> each.getKey().startsWith(APPARMOR))
            .map(each -> each.getValue().equals("runtime/default") ? RUNTIME_DEFAULT : "");
    return unconfined(
        Stream.of(Stream.of(appArmor(spec)), ofContainers, ofAnnotations).flatMap(each -> each));
  }

  private static Optional<String> unconfined(Stream<String> profiles) {
    return profiles
        .filter(RUNTIME_DEFAULT::equals)
        .findFirst()
        .map(each -> "Cannot enforce AppArmor: AppArmor is not enabled on the host");
  }

  private static String appArmor(JsonNode part) {
    return part.path("securityContext").path("appArmorProfile").path("type").asText("");
  }

  private static Optional<String> containers(JsonNode spec, String list) {
    int index = 0;
    for (JsonNode container : spec.path(list)) {
      Optional<String> demand = container(container, "spec." + list + "[" + index++ + "]");
      if (demand.isPresent()) {
        return demand;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> container(JsonNode container, String at) {
    return first(CONTAINER, container, at)
        .or(() -> security(container.path("securityContext"), at + ".securityContext"));
  }

  private static Optional<String> security(JsonNode context, String at) {
    boolean rootByImage =
        context.path("runAsNonRoot").asBoolean() && context.path("runAsUser").asLong(0) == 0;
    return rootByImage
        ? Optional.of(at + ".runAsNonRoot without runAsUser is not supported by this node yet")
        : first(SECURITY, context, at);
  }

  /** How profiles were named before they had a field. */
  private static Optional<String> annotation(ApiObject pod) {
    return pod.annotations().entrySet().stream()
        .filter(each -> each.getKey().startsWith(APPARMOR))
        .filter(each -> !ANNOTATED.contains(each.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(key -> "metadata.annotations[" + key + "] is not supported by this node yet");
  }

  private static Optional<String> first(List<Field> fields, JsonNode part, String at) {
    return fields.stream().flatMap(each -> each.demand(part, at).stream()).findFirst();
  }

  private static boolean anyHostPort(JsonNode ports) {
    return ports.valueStream().anyMatch(each -> each.path("hostPort").asInt() > 0);
  }

  private static boolean given(JsonNode value) {
    return value.isContainerNode() ? !value.isEmpty() : !value.asText("").isEmpty();
  }

  private static Predicate<JsonNode> otherThan(String... possible) {
    Set<String> values = Set.of(possible);
    return value -> !value.asText("").isEmpty() && !values.contains(value.asText());
  }
}
