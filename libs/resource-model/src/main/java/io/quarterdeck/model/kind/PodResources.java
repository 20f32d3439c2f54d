package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import java.util.List;
import java.util.Map;

/**
 * What a pod asks for as a whole: room for all that its containers ask for, and for each of them.
 */
final class PodResources {
  private static final List<String> NAMES = List.of("cpu", ContainerResources.PAGES, "memory");

  private PodResources() {}

  static void check(JsonNode spec, String at, Problems problems) {
    JsonNode resources = spec.path("resources");
    String field = at + ".resources";
    if (resources.has("claims")) {
      problems.forbidden(field + ".claims", "claims may not be set for Resources at pod-level");
    }
    ContainerResources.check(resources, PodResources::name, field, problems);
    Map<String, Quantity> requests = PodRequests.quantities(resources.path("requests"));
    Map<String, Quantity> limits = PodRequests.quantities(resources.path("limits"));
    all(PodRequests.ofContainers(spec), requests, field + ".requests", "requests", problems);
    // Of pages a container asks for as much as it may have.
    Map<String, Quantity> pages = PodRequests.ofContainers(spec);
    pages.keySet().removeIf(name -> !name.startsWith(ContainerResources.PAGES));
    all(pages, limits, field + ".limits", "limits", problems);
    problems.each(
        spec.path("containers"),
        field + ".containers",
        (container, each) -> one(container, limits, each, problems));
  }

  private static void name(String name, String field, Problems problems) {
    if (!name.equals("cpu")
        && !name.equals("memory")
        && !name.startsWith(ContainerResources.PAGES)) {
      problems.addAll(List.of(FieldError.notSupported(field, ObjectMetadata.quoted(name), NAMES)));
    }
  }

  /** Of what is said of the pod, its containers do not ask for more. */
  private static void all(
      Map<String, Quantity> containers,
      Map<String, Quantity> pod,
      String field,
      String what,
      Problems problems) {
    containers.forEach(
        (name, sum) -> {
          Quantity whole = pod.get(name);
          if (whole != null && sum.compareTo(whole) > 0) {
            problems.invalid(
                field + "[" + name + "]",
                PodRequests.text(name, whole),
                "must be greater than or equal to aggregate container %s of %s"
                    .formatted(what, PodRequests.text(name, sum)));
          }
        });
  }

  /** The path is upstream's, though no such field is there. */
  private static void one(
      JsonNode container, Map<String, Quantity> pod, String each, Problems problems) {
    PodRequests.quantities(container.path("resources").path("limits"))
        .forEach(
            (name, limit) -> {
              Quantity whole = pod.get(name);
              if (whole != null && limit.compareTo(whole) > 0) {
                problems.invalid(
                    each + "[" + name + "].limits",
                    PodRequests.text(name, limit),
                    "must be less than or equal to pod limits of " + PodRequests.text(name, whole));
              }
            });
  }
}
