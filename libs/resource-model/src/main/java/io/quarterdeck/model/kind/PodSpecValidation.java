package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What a pod's spec must be, in a pod and in a template of pods. */
final class PodSpecValidation {
  private static final String CONTAINERS = "containers";
  private static final String INIT_CONTAINERS = "initContainers";

  private final JsonNode spec;
  private final String at;
  private final Problems problems;
  private final Set<String> claims;
  private final Set<String> names = new HashSet<>();

  private PodSpecValidation(JsonNode spec, String at, Problems problems) {
    this.spec = spec;
    this.at = at;
    this.problems = problems;
    this.claims =
        spec.path("resourceClaims")
            .valueStream()
            .map(claim -> claim.path("name").asText(""))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Checks the spec of a template.
   *
   * @param at where the spec is, such as {@code spec.template.spec}
   */
  static void ofTemplate(JsonNode spec, String at, Problems problems) {
    new PodSpecValidation(spec, at, problems).check("");
    ContainerPorts.ofHost(spec, false, at, problems);
  }

  /** Checks the spec of a pod, which holds to some rules that templates never had to. */
  static void ofPod(ApiObject pod, Problems problems) {
    JsonNode spec = pod.at("spec");
    new PodSpecValidation(spec, "spec", problems).check(pod.name());
    ContainerPorts.ofHost(spec, true, "spec", problems);
    tokens(spec, problems);
    PodContainers.each(
        spec,
        "spec",
        (container, each) -> {
          String image = container.path("image").asText("");
          if (!image.strip().equals(image)) {
            problems.invalid(
                each + ".image", image, "must not have leading or trailing whitespace");
          }
        });
  }

  /** A token is that of an account. */
  private static void tokens(JsonNode spec, Problems problems) {
    if (!spec.path("serviceAccountName").asText("").isEmpty()) {
      return;
    }
    problems.each(
        spec.path("volumes"),
        "spec.volumes",
        (volume, each) ->
            problems.each(
                volume.path("projected").path("sources"),
                each + ".projected.sources",
                (source, where) -> {
                  if (source.has("serviceAccountToken")) {
                    problems.forbidden(
                        where + ".serviceAccountToken",
                        "must not be specified when serviceAccountName is not set");
                  }
                }));
  }

  private void check(String pod) {
    Map<String, JsonNode> volumes =
        PodVolumes.check(spec.path("volumes"), at + ".volumes", pod, problems);
    problems.each(spec.path("resourceClaims"), at + ".resourceClaims", claimCheck());
    containers(volumes);
    PodSecurity.ofPod(spec, at, problems);
    WindowsRules.hostProcesses(spec, at, problems);
    PodOs.check(spec, at, problems);
    PodDns.check(spec, at, problems);
    PodScheduling.check(spec, at, problems);
    PodResources.check(spec, at, problems);
    ContainerResources.amounts(spec.path("overhead"), at + ".overhead.limits", problems);
    problems.notNegative(spec, at, "terminationGracePeriodSeconds");
    problems.between(
        1, Integer.MAX_VALUE, spec.path("activeDeadlineSeconds"), at + ".activeDeadlineSeconds");
    for (String name :
        List.of("serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName")) {
      problems.named(spec.path(name), at + "." + name, Names::dnsSubdomain);
    }
  }

  private BiConsumer<JsonNode, String> claimCheck() {
    Set<String> seen = new HashSet<>();
    return (claim, field) -> {
      String name = claim.path("name").asText("");
      if (!name.isEmpty() && !seen.add(name)) {
        problems.duplicate(field + ".name", name);
      }
      claim(claim, field);
    };
  }

  private void claim(JsonNode claim, String field) {
    problems.named(claim.path("name"), field + ".name", Names::dnsLabel);
    boolean named = claim.has("resourceClaimName");
    boolean made = claim.has("resourceClaimTemplateName");
    if (named && made) {
      problems.invalid(
          field,
          claim,
          "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
    } else if (!named && !made) {
      problems.invalid(
          field, claim, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
    }
    for (String name : List.of("resourceClaimName", "resourceClaimTemplateName")) {
      problems.named(claim.path(name), field + "." + name, Names::dnsSubdomain);
    }
  }

  private void containers(Map<String, JsonNode> volumes) {
    String field = at + "." + CONTAINERS;
    JsonNode grace = spec.path("terminationGracePeriodSeconds");
    if (spec.path(CONTAINERS).isEmpty()) {
      problems.required(field, "");
    }
    problems.each(
        spec.path(CONTAINERS),
        field,
        (container, each) -> {
          container(container, each, volumes);
          lasting(container, each);
          ProbeRules.check(container, grace, each, problems);
        });
    ContainerPorts.apart(spec.path(CONTAINERS), field, problems);
    problems.each(
        spec.path(INIT_CONTAINERS),
        at + "." + INIT_CONTAINERS,
        (container, each) -> {
          container(container, each, volumes);
          lasting(container, each);
          ContainerPorts.apart(List.of(container), at + "." + INIT_CONTAINERS, problems);
          if (container.path("restartPolicy").asText("").equals("Always")) {
            ProbeRules.check(container, grace, each, problems);
          } else {
            ProbeRules.none(container, each, problems);
          }
        });
    problems.each(
        spec.path(EphemeralContainers.LIST),
        at + "." + EphemeralContainers.LIST,
        (container, each) -> container(container, each, volumes));
    EphemeralContainers.check(spec, at, problems.open());
  }

  /** What containers have alone that belong to what the pod is for. */
  private void lasting(JsonNode container, String each) {
    RestartRules.check(container, each, problems);
    PodResize.checkPolicies(spec, container, each + ".resizePolicy", problems.open());
  }

  private void container(JsonNode container, String each, Map<String, JsonNode> volumes) {
    String name = container.path("name").asText("");
    problems.needs(container, each, "name", "image");
    problems.named(container.path("name"), each + ".name", Names::dnsLabel);
    if (!name.isEmpty() && !names.add(name)) {
      problems.duplicate(each + ".name", name);
    }
    ContainerPorts.check(container.path("ports"), each + ".ports", problems);
    ContainerEnvironment.check(container, each, problems);
    ContainerMounts.check(container, volumes, each, problems);
    ContainerResources.check(container.path("resources"), claims, each + ".resources", problems);
    PodSecurity.ofContainer(spec, container, each, problems);
  }
}
