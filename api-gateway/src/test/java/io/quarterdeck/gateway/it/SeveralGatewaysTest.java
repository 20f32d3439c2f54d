package io.quarterdeck.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.it.RunningGateway.Replica;
import io.quarterdeck.model.Json;
import io.quarterdeck.pki.Identity;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three gateways on one state give nothing to two Services. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralGatewaysTest {
  private static final int GATEWAYS = 3;
  private static final int PORTS = 30;
  private static final String NODE_PORT = ",\"type\":\"NodePort\"";

  private final Api api;
  private final String services;
  private List<Replica> gateways = List.of();
  private List<Client> clients = List.of();

  SeveralGatewaysTest(Api api) {
    this.api = api;
    this.services = api.core("services");
  }

  @BeforeAll
  void start() {
    Identity admin = api.gateway().identity("somebody", "system:masters");
    gateways =
        IntStream.range(0, GATEWAYS)
            .mapToObj(
                i -> api.gateway().replica("quarterdeck.gateway.node-port-range", "31900-31929"))
            .toList();
    clients = gateways.stream().map(each -> new Client(each.url(), admin)).toList();
  }

  @AfterAll
  void stop() {
    clients.forEach(Client::close);
    gateways.forEach(Replica::close);
  }

  @Test
  void handOutEachNodePortOnceAndAllOfThem() throws Exception {
    List<HttpResponse<String>> answers = createAtOnce(PORTS, i -> service("any-" + i, NODE_PORT));

    assertThat(answers).allSatisfy(it -> assertThat(it.statusCode()).as(it.body()).isEqualTo(201));
    assertThat(answers.stream().map(SeveralGatewaysTest::nodePort).distinct()).hasSize(PORTS);
    HttpResponse<String> further =
        clients.getFirst().send("POST", services, Api.JSON, service("further", NODE_PORT));
    assertThat(further.statusCode()).isEqualTo(500);
    assertThat(further.body()).contains("failed to allocate a nodePort: range is full");
    for (int i = 0; i < PORTS; i++) {
      api.admin().delete(services + "/any-" + i).then().statusCode(200);
    }
  }

  @Test
  void givesTheSameAddressToOneOfThoseWhoAskForIt() throws Exception {
    String address = ",\"clusterIP\":\"10.96.77.77\"";
    List<HttpResponse<String>> answers = createAtOnce(GATEWAYS, i -> service("same-" + i, address));

    assertThat(answers.stream().map(HttpResponse::statusCode))
        .containsExactlyInAnyOrder(201, 422, 422);
    assertThat(answers.stream().filter(it -> it.statusCode() == 422))
        .allSatisfy(it -> assertThat(it.body()).contains("provided IP is already allocated"));
  }

  private interface Bodies {
    String of(int number);
  }

  /** One after the other of the gateways is asked, and nobody waits for an answer. */
  private List<HttpResponse<String>> createAtOnce(int count, Bodies bodies) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> calls =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              clients
                                  .get(i % GATEWAYS)
                                  .send("POST", services, Api.JSON, bodies.of(i))))
              .toList();
      for (Future<HttpResponse<String>> each : calls) {
        each.get();
      }
      return calls.stream().map(Future::resultNow).toList();
    }
  }

  private static String service(String name, String more) {
    return """
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s"},
     "spec":{"ports":[{"port":80}]%s}}"""
        .formatted(name, more);
  }

  private static int nodePort(HttpResponse<String> answer) {
    return Json.parse(Api.bytes(answer.body())).at("/spec/ports/0/nodePort").asInt();
  }
}
