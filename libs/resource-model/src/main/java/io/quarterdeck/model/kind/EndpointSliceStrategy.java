package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** EndpointSlices: a part of who answers a Service, at addresses of one type. */
final class EndpointSliceStrategy extends SpecStrategy {
  private static final int ENDPOINTS_MAX = 1000;
  private static final int ADDRESSES_MAX = 100;
  private static final int PORTS_MAX = 20_000;
  private static final int HINTS_MAX = 8;

  EndpointSliceStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public void prepareForCreate(ApiObject slice) {
    super.prepareForCreate(slice);
    forgetTopology(slice);
  }

  /** The generation counts changes of labels too: they say whose endpoints these are. */
  @Override
  public void prepareForUpdate(ApiObject slice, ApiObject old) {
    super.prepareForUpdate(slice, old);
    if (!slice.labels().equals(old.labels())) {
      slice.json().withObject("/metadata").put("generation", old.generation() + 1);
    }
    if (hasOtherEndpoints(slice, old)) {
      forgetTopology(slice);
    }
  }

  private static boolean hasOtherEndpoints(ApiObject slice, ApiObject old) {
    return !slice.at("endpoints").equals(old.at("endpoints"));
  }

  /** A field of versions before this one, which it shows but does not take. */
  private static void forgetTopology(ApiObject slice) {
    for (JsonNode endpoint : slice.at("endpoints")) {
      ((ObjectNode) endpoint).remove("deprecatedTopology");
    }
  }

  @Override
  public List<FieldError> validate(ApiObject slice) {
    Problems problems = new Problems();
    Set<String> names = new HashSet<>();
    problems.each(
        slice.at("ports"), "ports", PORTS_MAX, (port, at) -> port(port, at, names, problems));
    return problems.list();
  }

  private static void port(JsonNode port, String at, Set<String> names, Problems problems) {
    String name = port.path("name").asText("");
    problems.named(port.path("name"), at + ".name", Names::dnsLabel);
    if (!names.add(name)) {
      problems.duplicate(at + ".name", name);
    }
    problems.ruled(port.path("appProtocol"), at + ".appProtocol", Names::qualifiedName);
  }

  @Override
  public List<FieldError> validateCreate(ApiObject slice) {
    return endpoints(slice);
  }

  /** Endpoints that are already there are not judged again. */
  @Override
  public List<FieldError> validateUpdate(ApiObject slice, ApiObject old) {
    Problems problems = new Problems();
    if (hasOtherEndpoints(slice, old)) {
      problems.addAll(endpoints(slice));
    }
    problems.immutable(slice.at("addressType"), old.at("addressType"), "addressType");
    return problems.list();
  }

  private static List<FieldError> endpoints(ApiObject slice) {
    Problems problems = new Problems();
    String type = slice.text("addressType");
    problems.each(
        slice.at("endpoints"),
        "endpoints",
        ENDPOINTS_MAX,
        (endpoint, at) -> endpoint(endpoint, at, type, problems));
    return problems.list();
  }

  private static void endpoint(JsonNode endpoint, String at, String type, Problems problems) {
    JsonNode addresses = endpoint.path("addresses");
    if (addresses.isEmpty()) {
      problems.required(at + ".addresses", "must contain at least 1 address");
    }
    problems.atMost(ADDRESSES_MAX, addresses, at + ".addresses");
    for (int i = 0; i < addresses.size(); i++) {
      EndpointAddresses.ofType(type, addresses.get(i), at + ".addresses", i, problems);
    }
    problems.ruled(endpoint.path("nodeName"), at + ".nodeName", Names::dnsSubdomain);
    problems.ruled(endpoint.path("hostname"), at + ".hostname", Names::dnsLabel);
    JsonNode zones = endpoint.path("hints").path("forZones");
    hints(zones, at + ".hints.forZones", Names::labelValue, problems);
    if (zones.size() <= HINTS_MAX) {
      JsonNode nodes = endpoint.path("hints").path("forNodes");
      hints(nodes, at + ".hints.forNodes", Names::dnsSubdomain, problems);
    }
  }

  private static void hints(
      JsonNode hints, String list, Function<String, List<String>> rule, Problems problems) {
    Set<String> names = new HashSet<>();
    problems.each(
        hints,
        list,
        HINTS_MAX,
        (hint, at) -> {
          String name = hint.path("name").asText("");
          if (!names.add(name)) {
            problems.duplicate(at + ".name", name);
          }
          problems.ruled(hint.path("name"), at + ".name", rule);
        });
  }
}
