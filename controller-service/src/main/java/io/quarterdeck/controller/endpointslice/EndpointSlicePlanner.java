package io.quarterdeck.controller.endpointslice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.SafeNames;
import io.quarterdeck.controller.ownership.Ownership;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Distributes a Service's endpoints over EndpointSlices. An endpoint stays in the slice that it is
 * in, so that a change of one Pod is a change of one slice. Pure.
 */
final class EndpointSlicePlanner {
  static final String SERVICE_NAME = "kubernetes.io/service-name";
  static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  static final String MANAGER = "endpointslice-controller.k8s.io";
  private static final String HEADLESS = "service.kubernetes.io/headless";

  private final ApiObject service;
  private final int endpointsMax;
  private final Predicate<String> isTaken;
  private final Set<String> newNames = new TreeSet<>();
  private final List<ApiObject> create = new ArrayList<>();
  private final List<ApiObject> update = new ArrayList<>();
  private final List<ApiObject> delete = new ArrayList<>();

  private EndpointSlicePlanner(ApiObject service, int endpointsMax, Predicate<String> isTaken) {
    this.service = service;
    this.endpointsMax = endpointsMax;
    this.isTaken = isTaken;
  }

  /**
   * @param pods those that the Service selects
   * @param slices those that this controller manages for the Service
   * @param zones the zone of each node that has one
   * @param endpointsMax how many endpoints a slice takes
   * @param isTaken whether a slice of this name is known
   */
  static EndpointSlicePlan plan(
      ApiObject service,
      List<ApiObject> pods,
      List<ApiObject> slices,
      Map<String, String> zones,
      int endpointsMax,
      Predicate<String> isTaken) {
    EndpointSlicePlanner planner = new EndpointSlicePlanner(service, endpointsMax, isTaken);
    List<String> families = families(service);
    for (String family : families) {
      planner.family(family, pods, ofFamily(slices, family), zones);
    }
    slices.stream()
        .filter(slice -> !families.contains(slice.text("addressType")))
        .forEach(planner.delete::add);
    return new EndpointSlicePlan(
        List.copyOf(planner.create), List.copyOf(planner.update), List.copyOf(planner.delete));
  }

  private static List<String> families(ApiObject service) {
    List<String> families = new ArrayList<>();
    service.at("spec", "ipFamilies").forEach(each -> families.add(each.asText()));
    return families.isEmpty() ? List.of("IPv4") : families;
  }

  private static List<ApiObject> ofFamily(List<ApiObject> slices, String family) {
    return slices.stream()
        .filter(slice -> slice.text("addressType").equals(family))
        .sorted(Comparator.comparing(ApiObject::name))
        .toList();
  }

  private void family(
      String family, List<ApiObject> pods, List<ApiObject> slices, Map<String, String> zones) {
    Map<ArrayNode, Map<String, ObjectNode>> wanted = wanted(family, pods, zones);
    Map<JsonNode, List<ApiObject>> present = new LinkedHashMap<>();
    for (ApiObject slice : slices) {
      present.computeIfAbsent(ports(slice), _ -> new ArrayList<>()).add(slice);
    }
    int before = create.size();
    List<ApiObject> unneeded = new ArrayList<>();
    wanted.forEach(
        (ports, endpoints) ->
            unneeded.addAll(
                distribute(family, ports, endpoints, present.getOrDefault(ports, List.of()))));
    present.forEach(
        (ports, unused) -> {
          if (!wanted.containsKey(ports)) {
            unneeded.addAll(unused);
          }
        });
    if (wanted.isEmpty() && create.size() == before) {
      keepOne(family, slices, unneeded);
    }
    delete.addAll(unneeded);
  }

  /** A Service always has a slice: that there is nobody behind it must be seen too. */
  private void keepOne(String family, List<ApiObject> slices, List<ApiObject> unneeded) {
    ArrayNode nothing = Json.MAPPER.createArrayNode();
    if (slices.isEmpty()) {
      create.add(made(family, nothing, List.of()));
    } else {
      ApiObject kept = slices.getFirst();
      unneeded.remove(kept);
      updated(kept, nothing, List.of());
    }
  }

  private Map<ArrayNode, Map<String, ObjectNode>> wanted(
      String family, List<ApiObject> pods, Map<String, String> zones) {
    Map<ArrayNode, Map<String, ObjectNode>> wanted = new LinkedHashMap<>();
    for (ApiObject pod : pods) {
      Endpoints.address(pod, family)
          .ifPresent(
              address ->
                  wanted
                      .computeIfAbsent(Endpoints.ports(service, pod), _ -> new TreeMap<>())
                      .put(
                          pod.uid(),
                          Endpoints.endpoint(
                              service,
                              pod,
                              address,
                              zones.getOrDefault(pod.text("spec", "nodeName"), ""))));
    }
    return wanted;
  }

  /** Returns the slices that are left with nothing. */
  private List<ApiObject> distribute(
      String family, ArrayNode ports, Map<String, ObjectNode> endpoints, List<ApiObject> slices) {
    Map<String, ObjectNode> homeless = new TreeMap<>(endpoints);
    Map<ApiObject, List<ObjectNode>> contents = new LinkedHashMap<>();
    for (ApiObject slice : slices) {
      List<ObjectNode> kept = new ArrayList<>();
      for (JsonNode endpoint : slice.at("endpoints")) {
        ObjectNode current = homeless.get(endpoint.path("targetRef").path("uid").asText(""));
        if (current != null && kept.size() < endpointsMax) {
          kept.add(current);
          homeless.remove(endpoint.path("targetRef").path("uid").asText(""));
        }
      }
      contents.put(slice, kept);
    }
    List<ObjectNode> rest = new ArrayList<>(homeless.values());
    fill(contents, rest);
    while (!rest.isEmpty()) {
      List<ObjectNode> part = rest.subList(0, Math.min(endpointsMax, rest.size()));
      create.add(made(family, ports, List.copyOf(part)));
      part.clear();
    }
    List<ApiObject> empty = new ArrayList<>();
    contents.forEach(
        (slice, content) -> {
          if (content.isEmpty()) {
            empty.add(slice);
          } else {
            updated(slice, ports, content);
          }
        });
    return empty;
  }

  /** New endpoints go where a change is due anyway, and then to the fullest that has room. */
  private void fill(Map<ApiObject, List<ObjectNode>> contents, List<ObjectNode> rest) {
    List<Map.Entry<ApiObject, List<ObjectNode>>> order = new ArrayList<>(contents.entrySet());
    order.sort(
        Comparator.<Map.Entry<ApiObject, List<ObjectNode>>, Boolean>comparing(
                each -> isUnchanged(each.getKey(), each.getValue()))
            .thenComparing(each -> -each.getValue().size()));
    for (Map.Entry<ApiObject, List<ObjectNode>> each : order) {
      int room = Math.min(rest.size(), endpointsMax - each.getValue().size());
      List<ObjectNode> moved = rest.subList(0, Math.max(0, room));
      each.getValue().addAll(moved);
      moved.clear();
    }
  }

  private static boolean isUnchanged(ApiObject slice, List<ObjectNode> endpoints) {
    JsonNode before = slice.at("endpoints");
    return array(endpoints).equals(before.isArray() ? before : Json.MAPPER.createArrayNode());
  }

  private void updated(ApiObject slice, ArrayNode ports, List<ObjectNode> endpoints) {
    ApiObject changed = slice.copy();
    fill(changed, ports, endpoints);
    boolean same =
        isUnchanged(slice, endpoints)
            && ports.equals(ports(slice))
            && labels().equals(slice.at("metadata", "labels"));
    if (!same) {
      update.add(changed);
    }
  }

  private ApiObject made(String family, ArrayNode ports, List<ObjectNode> endpoints) {
    ApiObject slice =
        ApiObject.create(
            Resources.ENDPOINT_SLICES, new ObjectKey(service.namespace(), freeName(family)));
    slice
        .json()
        .withObject("/metadata")
        .put("generateName", SafeNames.generated(service.name() + "-", ""))
        .putArray("ownerReferences")
        .add(Ownership.controllerReference(Resources.SERVICES, service));
    slice.json().put("addressType", family);
    fill(slice, ports, endpoints);
    return slice;
  }

  private void fill(ApiObject slice, ArrayNode ports, List<ObjectNode> endpoints) {
    slice.json().set("endpoints", array(endpoints));
    slice.json().set("ports", ports);
    slice.json().withObject("/metadata").set("labels", labels());
  }

  private ObjectNode labels() {
    ObjectNode labels = Json.object();
    service.labels().forEach(labels::put);
    labels.put(SERVICE_NAME, service.name()).put(MANAGED_BY, MANAGER);
    String clusterIp = service.text("spec", "clusterIP");
    labels.remove(HEADLESS);
    if (clusterIp.isEmpty() || clusterIp.equals("None")) {
      labels.put(HEADLESS, "");
    }
    return labels;
  }

  private String freeName(String family) {
    for (int slot = 0; ; slot++) {
      String letters = SafeNames.letters(5, service.uid(), family, Integer.toString(slot));
      String name = SafeNames.generated(service.name() + "-", letters);
      if (!isTaken.test(name) && newNames.add(name)) {
        return name;
      }
    }
  }

  private static JsonNode ports(ApiObject slice) {
    ArrayNode ports = Json.MAPPER.createArrayNode();
    for (JsonNode port : slice.at("ports")) {
      ObjectNode same = port.deepCopy();
      if (!same.has("name")) {
        same.put("name", "");
      }
      ports.add(same);
    }
    return ports;
  }

  private static ArrayNode array(List<ObjectNode> endpoints) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    endpoints.forEach(array::add);
    return array;
  }
}
