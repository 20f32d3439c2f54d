package io.quarterdeck.gateway.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import java.time.temporal.ChronoUnit;

/** The IPAddress of a Service's cluster IP. Pure. */
final class ServiceAddress {
  private static final String FAMILY = "ipaddress.kubernetes.io/ip-family";
  private static final String MANAGED_BY = "ipaddress.kubernetes.io/managed-by";
  private static final String MANAGER = "ipallocator.k8s.io";

  private ServiceAddress() {}

  static ApiObject of(String address, ObjectKey service, Birth birth) {
    ApiObject object = ApiObject.create(Resources.IP_ADDRESSES, ObjectKey.cluster(address));
    ObjectNode metadata = object.json().withObject("/metadata");
    metadata
        .put("uid", birth.uid())
        .put("creationTimestamp", birth.time().truncatedTo(ChronoUnit.SECONDS).toString());
    metadata.putObject("labels").put(FAMILY, "IPv4").put(MANAGED_BY, MANAGER);
    object
        .json()
        .putObject("spec")
        .putObject("parentRef")
        .put("resource", Resources.SERVICES.plural())
        .put("namespace", service.namespace())
        .put("name", service.name());
    return object;
  }

  /** Whether it was made for a Service, and not by somebody for something else. */
  static boolean isManaged(ApiObject address) {
    return MANAGER.equals(address.labels().get(MANAGED_BY));
  }

  /** Whether it says what the one that is made for a Service says. */
  static boolean belongsTo(ApiObject address, ObjectKey service) {
    return isManaged(address)
        && "IPv4".equals(address.labels().get(FAMILY))
        && parent(address).equals(service);
  }

  /** The Service that an IPAddress names; a key without a name where it names something else. */
  private static ObjectKey parent(ApiObject address) {
    JsonNode parent = address.at("spec", "parentRef");
    boolean service =
        parent.path("group").asText("").isEmpty()
            && parent.path("resource").asText("").equals(Resources.SERVICES.plural());
    return new ObjectKey(
        parent.path("namespace").asText(""), service ? parent.path("name").asText("") : "");
  }
}
