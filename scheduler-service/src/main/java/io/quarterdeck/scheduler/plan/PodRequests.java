package io.quarterdeck.scheduler.plan;

import com.fasterxml.jackson.databind.JsonNode;
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
    return sum(pod, Map.of());
  }

  /** The same for comparing nodes, with a little for each container that requests nothing. */
  public static Map<String, Quantity> presumed(ApiObject pod) {
    return sum(pod, PRESUMED);
  }

  private static Map<String, Quantity> sum(ApiObject pod, Map<String, Quantity> unlessSaid) {
    Map<String, Quantity> sum = new TreeMap<>();
    for (JsonNode container : pod.at("spec", "containers")) {
      add(sum, requests(container, unlessSaid));
    }
    Map<String, Quantity> sidecars = new TreeMap<>();
    Map<String, Quantity> peak = new TreeMap<>();
    for (JsonNode container : pod.at("spec", "initContainers")) {
      Map<String, Quantity> requests = requests(container, unlessSaid);
      if (container.path("restartPolicy").asText().equals("Always")) {
        add(sidecars, requests);
        add(sum, requests);
      } else {
        add(requests, sidecars);
        requests.forEach((name, amount) -> peak.merge(name, amount, Quantity::max));
      }
    }
    peak.forEach((name, amount) -> sum.merge(name, amount, Quantity::max));
    sum.putAll(quantities(pod.at("spec", "resources", "requests")));
    add(sum, quantities(pod.at("spec", "overhead")));
    sum.put(PODS, Quantity.of(1));
    return sum;
  }

  private static Map<String, Quantity> requests(
      JsonNode container, Map<String, Quantity> unlessSaid) {
    Map<String, Quantity> requests = new TreeMap<>(unlessSaid);
    requests.putAll(quantities(container.path("resources").path("requests")));
    return requests;
  }

  static Map<String, Quantity> quantities(JsonNode list) {
    Map<String, Quantity> quantities = new TreeMap<>();
    list.properties()
        .forEach(each -> quantities.put(each.getKey(), Quantity.parse(each.getValue().asText())));
    return quantities;
  }

  static void add(Map<String, Quantity> sum, Map<String, Quantity> more) {
    more.forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
  }
}
