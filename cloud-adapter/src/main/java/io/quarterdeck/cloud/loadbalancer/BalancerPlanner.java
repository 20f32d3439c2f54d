package io.quarterdeck.cloud.loadbalancer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.util.List;
import java.util.Optional;

/** Decides what is to happen for a Service. Pure. */
final class BalancerPlanner {
  static final String FINALIZER = "service.kubernetes.io/load-balancer-cleanup";

  private BalancerPlanner() {}

  static BalancerPlan plan(ApiObject service) {
    boolean wanted = wanted(service) && !service.isBeingDeleted();
    boolean marked = service.finalizers().contains(FINALIZER);
    if (wanted) {
      return marked ? new BalancerPlan.Ensure() : new BalancerPlan.AddFinalizer();
    }
    return marked ? new BalancerPlan.CleanUp() : new BalancerPlan.Nothing();
  }

  /** A service that names a class of load balancers is some other controller's. */
  private static boolean wanted(ApiObject service) {
    return service.text("spec", "type").equals("LoadBalancer")
        && service.text("spec", "loadBalancerClass").isEmpty();
  }

  /** The merge patch of the status; empty when it says so already. */
  static Optional<ObjectNode> statusPatch(ApiObject service, List<String> addresses) {
    ArrayNode ingress = Json.MAPPER.createArrayNode();
    addresses.forEach(address -> ingress.addObject().put("ip", address).put("ipMode", "VIP"));
    if (ingress.equals(service.at("status", "loadBalancer", "ingress"))) {
      return Optional.empty();
    }
    ObjectNode patch = Json.object();
    ObjectNode loadBalancer = patch.putObject("status").putObject("loadBalancer");
    loadBalancer.set("ingress", ingress.isEmpty() ? ingress.nullNode() : ingress);
    return Optional.of(patch);
  }

  static ObjectNode addFinalizer(ApiObject service) {
    ArrayNode finalizers = Json.MAPPER.createArrayNode();
    service.finalizers().forEach(finalizers::add);
    return finalizerPatch(service, finalizers.add(FINALIZER));
  }

  static ObjectNode removeFinalizer(ApiObject service) {
    ArrayNode finalizers = Json.MAPPER.createArrayNode();
    service.finalizers().stream().filter(each -> !each.equals(FINALIZER)).forEach(finalizers::add);
    return finalizerPatch(service, finalizers);
  }

  private static ObjectNode finalizerPatch(ApiObject service, ArrayNode finalizers) {
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", service.resourceVersion());
    metadata.set("finalizers", finalizers.isEmpty() ? finalizers.nullNode() : finalizers);
    return patch;
  }
}
