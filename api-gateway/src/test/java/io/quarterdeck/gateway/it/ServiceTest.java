package io.quarterdeck.gateway.it;

import static com.google.protobuf.ByteString.copyFromUtf8;
import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.grpc.ManagedChannel;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.testkit.Await;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Services are given of what there is only once. */
@ExtendWith(SharedGateway.class)
class ServiceTest {
  private static final String ADDRESSES = "/apis/networking.k8s.io/v1/ipaddresses";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Api api;
  private final String services;

  ServiceTest(Api api) {
    this.api = api;
    this.services = api.core("services");
  }

  private static String nodePort(String name, int port) {
    return """
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s"},
     "spec":{"type":"NodePort","ports":[{"port":80,"nodePort":%d}]}}"""
        .formatted(name, port);
  }

  private static String clusterIp(String name, String address) {
    return """
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s"},
     "spec":{"clusterIP":"%s","ports":[{"port":80}]}}"""
        .formatted(name, address);
  }

  @Test
  void allocatesNodePortsOnceAndTakesThemBack() {
    api.create(services, nodePort("first", 30_080))
        .body("spec.clusterIP", startsWith("10.96."))
        .body("spec.ports[0].nodePort", equalTo(30_080));
    api.admin()
        .body(nodePort("second", 30_080))
        .post(services)
        .then()
        .spec(
            status(
                422,
                "Invalid",
                "Service \"second\" is invalid: spec.ports[0].nodePort: Invalid value: 30080:"
                    + " provided port is already allocated"));
    api.admin().get(services + "/second").then().statusCode(404);
    api.admin().delete(services + "/first").then().statusCode(200);
    api.create(services, nodePort("third", 30_080));
    api.patch(Api.MERGE_PATCH, services + "/third", "{\"spec\":{\"type\":\"ClusterIP\"}}")
        .statusCode(200)
        .body("spec.ports[0].nodePort", nullValue());
    api.create(services, nodePort("fourth", 30_080));
  }

  @Test
  void allocatesAPortForHealthChecksWhereTrafficStaysLocal() {
    int port =
        api.create(
                services,
                """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"balanced"},
                 "spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","ports":[{"port":80}]}}""")
            .extract()
            .path("spec.healthCheckNodePort");
    api.admin()
        .body(nodePort("same", port))
        .post(services)
        .then()
        .statusCode(422)
        .body("message", endsWith(port + ": provided port is already allocated"));
    api.patch(
            Api.MERGE_PATCH,
            services + "/balanced",
            "{\"spec\":{\"externalTrafficPolicy\":\"Cluster\"}}")
        .statusCode(200)
        .body("spec.healthCheckNodePort", nullValue());
    api.create(services, nodePort("same", port));
  }

  @Test
  void refusesPortsOutsideOfTheRange() {
    api.admin()
        .body(nodePort("outside", 80))
        .post(services)
        .then()
        .spec(
            status(
                422,
                "Invalid",
                "Service \"outside\" is invalid: spec.ports[0].nodePort: Invalid value: 80:"
                    + " provided port is not in the valid range. The range of valid ports is"
                    + " 30000-32767"));
  }

  @Test
  void allocatesAddressesOnceAndTakesThemBack() {
    api.create(services, clusterIp("one", "10.96.7.7"))
        .body("spec.clusterIPs", contains("10.96.7.7"));
    api.admin()
        .body(clusterIp("two", "10.96.7.7"))
        .post(services)
        .then()
        .spec(
            status(
                422,
                "Invalid",
                "Service \"two\" is invalid: spec.clusterIPs: Invalid value: [\"10.96.7.7\"]:"
                    + " failed to allocate IP 10.96.7.7: provided IP is already allocated"));
    api.admin().delete(services + "/one").then().statusCode(200);
    api.create(services, clusterIp("two", "10.96.7.7"));
    api.admin()
        .body(clusterIp("three", "192.0.2.1"))
        .post(services)
        .then()
        .spec(
            status(
                422,
                "Invalid",
                "Service \"three\" is invalid: spec.clusterIPs: Invalid value: [\"192.0.2.1\"]:"
                    + " failed to allocate IP 192.0.2.1: the provided network does not match the"
                    + " current range"));
  }

  @Test
  void givesTheFamilyThatTheClusterHas() {
    api.create(services, clusterIp("of-four", ""))
        .body("spec.ipFamilies", contains("IPv4"))
        .body("spec.ipFamilyPolicy", equalTo("SingleStack"));
    api.create(services, clusterIp("of-both", "None"))
        .body("spec.ipFamilies", contains("IPv4", "IPv6"));
    api.admin()
        .body(clusterIp("of-six", "fd00::1"))
        .post(services)
        .then()
        .spec(
            status(
                422,
                "Invalid",
                "Service \"of-six\" is invalid: spec.clusterIPs[0]: Invalid value: [\"fd00::1\"]:"
                    + " IPv6 is not configured on this cluster"));
    api.patch(
            Api.MERGE_PATCH,
            services + "/of-four",
            "{\"spec\":{\"ipFamilyPolicy\":\"RequireDualStack\"}}")
        .spec(
            status(
                422,
                "Invalid",
                "Service \"of-four\" is invalid: spec.ipFamilyPolicy: Invalid value:"
                    + " \"RequireDualStack\": this cluster is not configured for dual-stack"
                    + " services"));
  }

  @Test
  void notesAddressesAsObjects() {
    api.create(services, clusterIp("noted", "10.96.7.10"));
    api.admin()
        .get(ADDRESSES + "/10.96.7.10")
        .then()
        .statusCode(200)
        .body("apiVersion", equalTo("networking.k8s.io/v1"))
        .body("metadata.uid", notNullValue())
        .body("metadata.labels", hasEntry("ipaddress.kubernetes.io/ip-family", "IPv4"))
        .body(
            "metadata.labels", hasEntry("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io"))
        .body("spec.parentRef.resource", equalTo("services"))
        .body("spec.parentRef.namespace", equalTo(api.namespace()))
        .body("spec.parentRef.name", equalTo("noted"));
    api.admin().delete(services + "/noted").then().statusCode(200);
    api.admin().get(ADDRESSES + "/10.96.7.10").then().statusCode(404);
  }

  @Test
  void givesNoServiceAnAddressThatSomebodyKeeps() {
    api.create(
        ADDRESSES,
        """
        {"apiVersion":"networking.k8s.io/v1","kind":"IPAddress","metadata":{"name":"10.96.7.11"},
         "spec":{"parentRef":{"group":"example.com","resource":"routers","name":"edge"}}}""");
    api.admin().get(ADDRESSES + "/10.96.7.11").then().statusCode(200);
    api.admin()
        .body(clusterIp("late", "10.96.7.11"))
        .post(services)
        .then()
        .statusCode(422)
        .body("message", endsWith("10.96.7.11: provided IP is already allocated"));
    api.admin().delete(ADDRESSES + "/10.96.7.11").then().statusCode(200);
    api.admin().get(ADDRESSES + "/10.96.7.11").then().statusCode(404);
    api.create(services, clusterIp("late", "10.96.7.11"));
  }

  @Test
  void takesAddressesOfEachServiceCidr() {
    String ranges = "/apis/networking.k8s.io/v1/servicecidrs";
    api.admin().get(ranges + "/kubernetes").then().body("spec.cidrs", contains("10.96.0.0/16"));
    api.create(
        ranges,
        """
        {"apiVersion":"networking.k8s.io/v1","kind":"ServiceCIDR","metadata":{"name":"further"},
         "spec":{"cidrs":["10.99.0.0/28"]}}""");
    api.admin().get(ranges + "/further").then().statusCode(200);
    api.create(services, clusterIp("further", "10.99.0.7"));
    api.admin()
        .body(clusterIp("network", "10.99.0.0"))
        .post(services)
        .then()
        .statusCode(422)
        .body("message", endsWith("the provided network does not match the current range"));
    api.admin().delete(ranges + "/further").then().statusCode(200);
    api.admin().get(ranges + "/further").then().statusCode(404);
    api.admin().body(clusterIp("gone", "10.99.0.8")).post(services).then().statusCode(422);
  }

  @Test
  void keepsTheAddressOfAService() {
    api.create(services, clusterIp("kept", "10.96.7.8"));
    for (String other : List.of("10.96.7.9", "192.0.2.1")) {
      api.patch(Api.MERGE_PATCH, services + "/kept", "{\"spec\":{\"clusterIP\":\"" + other + "\"}}")
          .statusCode(422)
          .body("message", endsWith("may not change once set"));
    }
    api.admin()
        .body(clusterIp("kept", ""))
        .put(services + "/kept")
        .then()
        .statusCode(200)
        .body("spec.clusterIP", equalTo("10.96.7.8"));
  }

  @Test
  void isReachableThroughTheServiceKubernetes() {
    api.admin()
        .get("/api/v1/namespaces/default/services/kubernetes")
        .then()
        .statusCode(200)
        .body("spec.clusterIP", equalTo("10.96.0.1"))
        .body("spec.ports[0].name", equalTo("https"));
    api.admin()
        .get("/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes")
        .then()
        .statusCode(200)
        .body("endpoints[0].addresses", contains("192.0.2.1"))
        .body("ports[0].name", equalTo("https"));
  }

  @Test
  void makesTheServiceOfTheApiAgainWhenItIsDeleted() {
    String kubernetes = "/api/v1/namespaces/default/services/kubernetes";
    String before = api.admin().get(kubernetes).path("metadata.uid");
    api.admin().delete(kubernetes).then().statusCode(200);

    String address =
        Await.value(
            "the Service is there again",
            PATIENCE,
            () -> {
              Response found = api.admin().get(kubernetes);
              boolean made =
                  found.statusCode() == 200 && !before.equals(found.path("metadata.uid"));
              return made ? found.path("spec.clusterIP") : null;
            });

    assertThat(address).isEqualTo("10.96.0.1");
  }

  @Test
  void repairsWhatSomebodyElseDidToAllocations() {
    String address = "/registry/networking.k8s.io/ipaddresses/-/10.96.7.20";
    String leaked = "/registry/ranges/nodeports/-/TCP-30099";
    String ofBefore = "/registry/ranges/serviceips/-/10.96.7.20";
    api.create(services, clusterIp("repaired", "10.96.7.20"));
    ManagedChannel channel = api.gateway().state("quarterdeck:api-gateway");
    try {
      KVGrpc.KVBlockingStub store = KVGrpc.newBlockingStub(channel);
      store.deleteRange(DeleteRangeRequest.newBuilder().setKey(copyFromUtf8(address)).build());
      for (String key : List.of(leaked, ofBefore)) {
        store.put(
            PutRequest.newBuilder()
                .setKey(copyFromUtf8(key))
                .setValue(copyFromUtf8("{\"metadata\":{}}"))
                .build());
      }

      Await.until("it is taken again", PATIENCE, () -> isThere(store, address));
      Await.until("it is free again", PATIENCE, () -> !isThere(store, leaked));
      Await.until("no key of before is left", PATIENCE, () -> !isThere(store, ofBefore));
    } finally {
      channel.shutdownNow();
    }
    api.create(services, nodePort("freed", 30_099));
  }

  private static boolean isThere(KVGrpc.KVBlockingStub store, String key) {
    return store.range(RangeRequest.newBuilder().setKey(copyFromUtf8(key)).build()).getCount() == 1;
  }
}
