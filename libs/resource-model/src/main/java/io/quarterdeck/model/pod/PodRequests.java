package io.quarterdeck.model.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.quantity.Quantity;
import java.util.Map;
import java.util.TreeMap;

/** What a pod asks of its node: by resource, {@code pods} being one of them. */
public final class PodRequests {
  public static final String PODS = "pods";

  /** What a container takes presumably that does not say it: else such pods would pile up. */
  private static final Map<String, Quantity> PRESUMED =
      Map.of("cpu", Quantity.ofMillis(100), "memory", Quantity.of(200L * 1024 * 1024));

  private PodRequests() {}

  /**
   * The sum over its containers, or what any one of its init containers needs while the sidecars
   * before it run, whichever is more; what the pod requests as a whole takes precedence.
   */
  public static Map<String, Quantity> of(ApiObject pod) {
    return sum(pod.at("spec"), pod.at("status"), Map.of());
  }

  /** The same by the spec alone, whatever the pod has been given. */
  public static Map<String, Quantity> asked(ApiObject pod) {
    return sum(pod.at("spec"), MissingNode.getInstance(), Map.of());
  }

  /** The same for comparing nodes, with a little for each container that requests nothing. */
  public static Map<String, Quantity> presumed(ApiObject pod) {
    return sum(pod.at("spec"), pod.at("status"), PRESUMED);
  }

  /** The same of the containers alone, whatever is said of the pod as a whole. */
  public static Map<String, Quantity> ofContainers(JsonNode spec) {
    return containers(spec, MissingNode.getInstance(), Map.of());
  }

  private static Map<String, Quantity> sum(
      JsonNode spec, JsonNode status, Map<String, Quantity> unlessSaid) {
    Map<String, Quantity> sum = containers(spec, status, unlessSaid);
    sum.putAll(quantities(spec.path("resources").path("requests")));
    add(sum, quantities(spec.path("overhead")));
    sum.put(PODS, Quantity.of(1));
    return sum;
  }

  private static Map<String, Quantity> containers(
      JsonNode spec, JsonNode status, Map<String, Quantity> unlessSaid) {
    Map<String, Quantity> sum = new TreeMap<>();
    for (JsonNode container : spec.path("containers")) {
      add(sum, requests(status, "containerStatuses", container, unlessSaid));
    }
    Map<String, Quantity> sidecars = new TreeMap<>();
    Map<String, Quantity> peak = new TreeMap<>();
    for (JsonNode container : spec.path("initContainers")) {
      Map<String, Quantity> requests =
          requests(status, "initContainerStatuses", container, unlessSaid);
      if (container.path("restartPolicy").asText().equals("Always")) {
        add(sidecars, requests);
        add(sum, requests);
      } else {
        add(requests, sidecars);
        requests.forEach((name, amount) -> peak.merge(name, amount, Quantity::max));
      }
    }
    peak.forEach((name, amount) -> sum.merge(name, amount, Quantity::max));
    return sum;
  }

  /** While a container is resized it takes what it has, or what it is to have: the more of both. */
  private static Map<String, Quantity> requests(
      JsonNode status, String list, JsonNode container, Map<String, Quantity> unlessSaid) {
    Map<String, Quantity> requests = new TreeMap<>(unlessSaid);
    Map<String, Quantity> given = given(status.path(list), container);
    if (given.isEmpty() || !isInfeasible(status)) {
      requests.putAll(quantities(container.path("resources").path("requests")));
      given.forEach((name, amount) -> requests.merge(name, amount, Quantity::max));
    } else {
      requests.putAll(given);
    }
    return requests;
  }

  /** What its node has given, or is giving, to a container; empty where that is not known. */
  private static Map<String, Quantity> given(JsonNode statuses, JsonNode container) {
    Map<String, Quantity> given = new TreeMap<>();
    for (JsonNode status : statuses) {
      if (status.path("name").equals(container.path("name"))) {
        given.putAll(quantities(status.path("resources").path("requests")));
        quantities(status.path("allocatedResources"))
            .forEach((name, amount) -> given.merge(name, amount, Quantity::max));
      }
    }
    return given;
  }

  /** Whether the node has said that it can never give what the spec asks. */
  private static boolean isInfeasible(JsonNode status) {
    return status
        .path("conditions")
        .valueStream()
        .anyMatch(
            each ->
                each.path("type").asText().equals("PodResizePending")
                    && each.path("reason").asText().equals("Infeasible"));
  }

  public static Map<String, Quantity> quantities(JsonNode list) {
    Map<String, Quantity> quantities = new TreeMap<>();
    list.properties()
        .forEach(each -> quantities.put(each.getKey(), Quantity.parse(each.getValue().asText())));
    return quantities;
  }

  /** As people write an amount of that resource. */
  public static String text(String resource, Quantity amount) {
    return resource.equals("cpu") ? amount.decimal() : amount.binary();
  }

  public static void add(Map<String, Quantity> sum, Map<String, Quantity> more) {
    more.forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
  }
}
