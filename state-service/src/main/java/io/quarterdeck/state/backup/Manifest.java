package io.quarterdeck.state.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup says of itself.
 *
 * @param migration the version of the tables
 * @param serviceCidr the network that the Services have their addresses of; empty when unknown
 * @param oldest the first revision that it can be restored to, and when that was the newest
 * @param newest the last one, and when the backup was taken
 * @param secretsKey the fingerprint of the key that opens the Secrets; empty when it is not known
 */
record Manifest(
    String cluster,
    long clusterId,
    String incarnation,
    int migration,
    String serviceCidr,
    Point oldest,
    Point newest,
    String secretsKey,
    List<Content> tables,
    List<Content> keys) {

  /** The form of the file; whoever reads it knows one. */
  static final int FORMAT = 1;

  /** A revision and a time at which it was the newest. */
  record Point(long revision, Instant time) {}

  /**
   * One part of the file, whose name is that of a table or key.
   *
   * @param rows 0 for what is no table
   * @param sha256 of what it holds, before it was compressed
   */
  record Content(String name, long rows, String sha256) {}

  Manifest with(List<Content> newTables, List<Content> newKeys) {
    return new Manifest(
        cluster,
        clusterId,
        incarnation,
        migration,
        serviceCidr,
        oldest,
        newest,
        secretsKey,
        newTables,
        newKeys);
  }

  byte[] bytes() {
    ObjectNode json =
        Json.object()
            .put("format", FORMAT)
            .put("cluster", cluster)
            .put("clusterId", clusterId)
            .put("incarnation", incarnation)
            .put("migration", migration)
            .put("serviceCidr", serviceCidr);
    json.set("oldest", json(oldest));
    json.set("newest", json(newest));
    json.put("secretsKey", secretsKey);
    tables.forEach(each -> json.withArray("tables").add(json(each)));
    keys.forEach(each -> json.withArray("keys").add(json(each)));
    return json.toPrettyString().getBytes(StandardCharsets.UTF_8);
  }

  /** Of the format alone more is known of a file that a later version wrote. */
  static int format(byte[] bytes) {
    return Json.parse(bytes).path("format").asInt();
  }

  static Manifest parse(byte[] bytes) {
    JsonNode json = Json.parse(bytes);
    return new Manifest(
        json.path("cluster").asText(),
        json.path("clusterId").asLong(),
        json.path("incarnation").asText(),
        json.path("migration").asInt(),
        json.path("serviceCidr").asText(),
        point(json.path("oldest")),
        point(json.path("newest")),
        json.path("secretsKey").asText(),
        contents(json.path("tables")),
        contents(json.path("keys")));
  }

  private static ObjectNode json(Point point) {
    return Json.object().put("revision", point.revision()).put("time", point.time().toString());
  }

  private static Point point(JsonNode json) {
    return new Point(json.path("revision").asLong(), Instant.parse(json.path("time").asText()));
  }

  private static ObjectNode json(Content content) {
    return Json.object()
        .put("name", content.name())
        .put("rows", content.rows())
        .put("sha256", content.sha256());
  }

  private static List<Content> contents(JsonNode json) {
    List<Content> contents = new ArrayList<>();
    for (JsonNode each : json) {
      contents.add(
          new Content(
              each.path("name").asText(),
              each.path("rows").asLong(),
              each.path("sha256").asText()));
    }
    return List.copyOf(contents);
  }
}
