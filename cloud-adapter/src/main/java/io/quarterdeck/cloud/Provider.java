package io.quarterdeck.cloud;

import io.quarterdeck.model.ApiObject;
import java.util.List;
import java.util.Optional;

/**
 * A place that clusters run in. Called on virtual threads; methods may block and are repeated after
 * failures, so that each has to find its own earlier work.
 */
public interface Provider {
  /** As {@code quarterdeck.cloud.provider} names it. */
  String name();

  /** The machine behind a node; empty when the place says that it is gone. */
  Optional<Instance> instance(ApiObject node);

  /**
   * Makes the service reachable from outside and says where.
   *
   * @param services every service of the cluster, for places in which they share addresses
   * @param nodes the nodes that may take traffic
   */
  LoadBalancer ensureLoadBalancer(
      ApiObject service, List<ApiObject> services, List<ApiObject> nodes);

  /** Takes the service's way in from outside away; that there is none is no error. */
  void deleteLoadBalancer(ApiObject service);

  /**
   * What the place knows of a machine.
   *
   * @param providerId as {@code spec.providerID} has it: {@code <provider>://<its own name>}
   * @param zone empty where the place has none
   */
  record Instance(
      String providerId,
      String instanceType,
      String zone,
      String region,
      List<Address> addresses) {}

  /** An entry of {@code status.addresses} of a node: {@code InternalIP}, {@code Hostname} … */
  record Address(String type, String address) {}

  /** How a request for a load balancer ended. */
  sealed interface LoadBalancer {
    record Ready(List<String> addresses) implements LoadBalancer {}

    /** The place cannot do it now; asked again later. The reason is for the service's events. */
    record Unavailable(String reason) implements LoadBalancer {}
  }
}
