package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarterdeck.gateway.it.Watch.Event;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watches within the window of the cache. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchTest {
  /** More than is held for a client, and all buffers between two sockets. */
  private static final int LARGE_CHANGES = 56;

  private static final int LARGE_CHARS = 900_000;

  private final Api api;
  private final Client client;
  private final String maps;

  WatchTest(Api api) {
    this.api = api;
    this.client = Client.admin(api.gateway());
    this.maps = api.core("configmaps");
  }

  @AfterAll
  void close() {
    client.close();
  }

  private ValidatableResponse options(Map<String, ?> options) {
    return api.admin().queryParam("watch", true).queryParams(options).get(maps).then();
  }

  @Test
  void beginsBehindARevisionAndEndsInTime() throws IOException {
    String version = api.revision(maps);
    api.create(maps, configMap("watched", "1"));
    api.patch(Api.MERGE_PATCH, maps + "/watched", "{\"data\":{\"a\":\"2\"}}").statusCode(200);
    api.admin().delete(maps + "/watched").then().statusCode(200);
    try (Watch watch =
        client.watch(
            maps
                + "?watch=true&timeoutSeconds=1&fieldSelector=metadata.name=watched&resourceVersion="
                + version)) {
      List<Event> events = watch.rest();

      assertThat(events).extracting(Event::type).containsExactly("ADDED", "MODIFIED", "DELETED");
      assertThat(events).extracting(Event::revision).isSorted();
      assertThat(events.getLast().object().at("/data/a").asText()).isEqualTo("2");
    }
  }

  /** As clients asked before there was a parameter. */
  @Test
  void isAskedForByPathToo() throws IOException {
    String watched = maps.replace("/api/v1/", "/api/v1/watch/");
    api.create(maps, configMap("by-path", "1"));
    api.create(maps, configMap("beside-it", "1"));
    try (Watch watch = client.watch(watched + "/by-path?timeoutSeconds=1")) {
      assertThat(watch.rest()).extracting(Event::summary).containsExactly("ADDED by-path");
    }
    api.admin().body(configMap("written", "1")).post(watched).then().statusCode(405);
    api.admin().get(watched + "/by-path/status").then().statusCode(404);
    api.admin().get(maps + "/written").then().statusCode(404);
  }

  @Test
  void showsComingAndGoingOfWhatIsSelected() throws IOException {
    String version = api.revision(maps);
    try (Watch watch =
        client.watch(maps + "?watch=true&labelSelector=on=yes&resourceVersion=" + version)) {
      api.create(maps, configMap("switch", "1"));
      label("\"yes\"");
      api.patch(Api.MERGE_PATCH, maps + "/switch", "{\"data\":{\"a\":\"2\"}}").statusCode(200);
      label("null");
      label("\"yes\"");
      api.admin().delete(maps + "/switch").then().statusCode(200);

      assertThat(watch.take(5))
          .extracting(Event::type)
          .containsExactly("ADDED", "MODIFIED", "DELETED", "ADDED", "DELETED");
    }
  }

  private void label(String value) {
    String patch = "{\"metadata\":{\"labels\":{\"on\":" + value + "}}}";
    api.patch(Api.MERGE_PATCH, maps + "/switch", patch).statusCode(200);
  }

  @Test
  void saysWhenTheInitialEventsEnd() throws IOException {
    api.create(maps, configMap("initial", "1"));
    try (Watch watch =
        client.watch(
            maps
                + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + "&allowWatchBookmarks=true&fieldSelector=metadata.name=initial")) {
      assertThat(watch.next().orElseThrow().summary()).isEqualTo("ADDED initial");
      Event end = watch.next().orElseThrow();
      assertThat(end.type()).isEqualTo("BOOKMARK");
      assertThat(
              end.object().at("/metadata/annotations").path("k8s.io/initial-events-end").asText())
          .isEqualTo("true");
      assertThat(end.object().path("kind").asText()).isEqualTo("ConfigMap");
      Event later = watch.next().orElseThrow();
      assertThat(later.type()).isEqualTo("BOOKMARK");
      assertThat(later.object().at("/metadata/annotations").isMissingNode()).isTrue();
    }
  }

  @Test
  void bookmarksGoOnWithTheStore() throws IOException {
    String idle = "/apis/apps/v1/namespaces/" + api.namespace() + "/replicasets";
    try (Watch watch = client.watch(idle + "?watch=true&allowWatchBookmarks=true")) {
      String now =
          api.create(maps, configMap("elsewhere", "1")).extract().path("metadata.resourceVersion");
      long reached = 0;
      while (reached < Long.parseLong(now)) {
        Event event = watch.next().orElseThrow();
        assertThat(event.type()).isEqualTo("BOOKMARK");
        reached = event.revision();
      }
    }
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    String invalid = "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: ";
    options(Map.of("sendInitialEvents", true))
        .spec(
            status(
                422,
                "Invalid",
                invalid
                    + "sendInitialEvents requires setting resourceVersionMatch to"
                    + " NotOlderThan"))
        .body("details.causes[0].field", equalTo("resourceVersionMatch"));
    options(Map.of("resourceVersionMatch", "NotOlderThan"))
        .spec(
            status(
                422,
                "Invalid",
                invalid
                    + "resourceVersionMatch is forbidden for watch unless sendInitialEvents is"
                    + " provided"));
    options(Map.of("resourceVersion", "new")).statusCode(400).body("reason", equalTo("BadRequest"));
    api.admin()
        .accept("application/json;as=Table;v=v1;g=meta.k8s.io")
        .get(maps + "?watch=true&includeObject=Everything")
        .then()
        .spec(
            status(
                400,
                "BadRequest",
                "unrecognized includeObject value: must be None, Metadata, or Object"));
  }

  /** What others do not read is held for them up to a limit, and no longer than for that. */
  @Test
  void endsForAClientThatDoesNotReadAndForNobodyElse() throws IOException {
    api.create(maps, configMap("busy", "0"));
    String watched =
        maps + "?watch=true&fieldSelector=metadata.name=busy&resourceVersion=" + api.revision(maps);
    try (Watch reader = client.watch(watched);
        RawConnection stalled =
            new RawConnection(
                api.gateway().url(), api.gateway().identity("somebody", "system:masters"))) {
      Buffer request = Buffer.buffer("GET " + watched + " HTTP/1.1\r\nHost: gateway\r\n\r\n");
      assertThat(stalled.exchange(new RawConnection.Request(request, false, true))).isEqualTo(200);
      for (int i = 0; i < LARGE_CHANGES; i++) {
        String body = configMap("busy", i + "x".repeat(LARGE_CHARS));
        assertThat(client.send("PUT", maps + "/busy", Api.JSON, body).statusCode()).isEqualTo(200);
        assertThat(reader.next().orElseThrow().object().at("/data/a").asText()).startsWith(i + "x");
      }

      assertThat(stalled.rest()).isLessThan((long) LARGE_CHANGES * LARGE_CHARS);
    }
    api.admin().delete(maps + "/busy").then().statusCode(200);
  }

  @Test
  void showsTablesWhoseFirstSaysTheColumns() {
    api.create(maps, configMap("table", "1"));
    List<String> lines =
        api.admin()
            .accept("application/json;as=Table;v=v1;g=meta.k8s.io")
            .queryParam("watch", true)
            .queryParam("timeoutSeconds", 1)
            .get(maps)
            .then()
            .statusCode(200)
            .extract()
            .asString()
            .lines()
            .toList();
    assertThat(lines.getFirst()).contains("\"kind\":\"Table\"", "\"name\":\"Data\"");
    assertThat(lines.stream().skip(1)).allMatch(line -> line.contains("\"columnDefinitions\":[]"));
  }
}
