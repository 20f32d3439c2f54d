package io.quarterdeck.gateway.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.fuzz.Mutations;
import io.quarterdeck.gateway.it.RawConnection.Request;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.gateway.protobuf.RandomObjects;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.Schemas;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Requests that are whole as HTTP goes, and odd in everything else. What changes something stays
 * within one namespace.
 */
final class FuzzedRequests {
  static final String NAME = "seed";

  /** Objects that are valid, so that what is little changed of them is stored. */
  static final List<String> SEEDS =
      List.of(
          Api.configMap(NAME, "1"),
          Api.pod(NAME),
          """
          {"apiVersion":"v1","kind":"Secret","metadata":{"name":"seed"},"stringData":{"a":"b"}}""",
          """
          {"apiVersion":"v1","kind":"Service","metadata":{"name":"seed"},
           "spec":{"clusterIP":"None","selector":{"a":"b"},"ports":[{"port":80}]}}""",
          """
          {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"seed"},
           "spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},
                   "template":{"metadata":{"labels":{"a":"b"}},
                               "spec":{"containers":[{"name":"c","image":"i"}]}}}}""",
          """
          {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"seed"},
           "spec":{"minAvailable":"50%","selector":{"matchLabels":{"a":"b"}}}}""",
          """
          {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler",
           "metadata":{"name":"seed"},
           "spec":{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"seed"}}}""");

  private static final List<Kind> KINDS =
      Kinds.builtIn().all().stream()
          .filter(kind -> kind.isStored() && kind.type().namespaced())
          .toList();
  private static final List<String> READING = List.of("GET", "GET", "HEAD", "OPTIONS", "PROPFIND");
  private static final List<String> WRITING = List.of("POST", "PUT", "PATCH", "DELETE");
  private static final List<String> ELSEWHERE =
      List.of(
          "/api",
          "/apis",
          "/version",
          "/openapi/v2",
          "/openapi/v3/apis/apps/v1",
          "/livez/ping?verbose",
          "/metrics",
          "/api/v1/nodes",
          "/api/v1/componentstatuses/etcd-0",
          "/api/v1/watch/namespaces/default/pods/x",
          "/apis/rbac.authorization.k8s.io/v1/clusterroles/a:b");
  private static final List<String> BELOW =
      List.of(
          "",
          "",
          "/status",
          "/scale",
          "/log?tailLines=5",
          "/proxy/x",
          "/eviction",
          "/binding",
          "/exec?command=ls",
          "/token",
          "/ephemeralcontainers",
          "/finalize");
  private static final List<String> PARAMETERS =
      List.of(
          "",
          "dryRun=All",
          "dryRun=All&fieldValidation=Strict",
          "fieldManager=fuzz&force=true",
          "limit=1&labelSelector=a in (b),c&fieldSelector=metadata.name!=x",
          "limit=2&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhL2JcdTAwMDAifQ",
          "resourceVersion=1&resourceVersionMatch=Exact",
          "watch=1&allowWatchBookmarks=true&resourceVersion=1",
          "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&includeObject=Object",
          "gracePeriodSeconds=0&propagationPolicy=Background",
          "pretty=true&includeObject=None");
  private static final List<String> ACCEPTS =
      List.of(
          "application/json",
          "*/*",
          "application/yaml",
          Protobuf.MEDIA_TYPE + ",application/json;q=0.5",
          "application/json;as=Table;v=v1;g=meta.k8s.io",
          "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
          "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
  private static final List<String> TYPES =
      List.of("application/json", "application/yaml", Protobuf.MEDIA_TYPE);
  private static final List<String> PATCH_TYPES =
      List.of(Api.JSON_PATCH, Api.MERGE_PATCH, Api.STRATEGIC_PATCH, "application/apply-patch+yaml");
  private static final List<String> HEADERS =
      List.of(
          "User-Agent: kubectl/v1.32.0",
          "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          "Quarterdeck-Cause: 12",
          "Accept-Encoding: gzip",
          "If-None-Match: \"x\"",
          "Impersonate-User: x",
          "Upgrade: websocket",
          "Authorization: Bearer x",
          "Expect: 200-ok",
          "Content-Type: text/plain",
          "X-Forwarded-For: a");

  private final RandomGenerator random;
  private final Mutations mutations;
  private final String namespace;

  FuzzedRequests(RandomGenerator random, String namespace) {
    this.random = random;
    this.mutations = new Mutations(random);
    this.namespace = namespace;
  }

  Request next() {
    boolean writes = random.nextInt(3) > 0;
    String method = mutations.one(writes ? WRITING : READING);
    String target = target(writes);
    byte[] body = writes ? body(method) : new byte[0];
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: fuzz\r\n");
    header(head, "Accept: " + mutations.one(ACCEPTS));
    header(head, "Content-Type: " + mutations.one(method.equals("PATCH") ? PATCH_TYPES : TYPES));
    header(head, mutations.one(HEADERS));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    Buffer request = Buffer.buffer(head.toString(), "ISO-8859-1").appendBytes(body);
    return new Request(request, method.equals("HEAD"), target.contains("watch"));
  }

  /** What writes begins with the namespace, whatever follows. */
  private String target(boolean writes) {
    Kind kind = mutations.one(KINDS);
    String path = kind.type().path(namespace);
    String rest =
        random.nextInt(4) == 0
            ? ""
            : "/" + NAME + (random.nextBoolean() ? "" : mutations.one(BELOW));
    String query = (rest.contains("?") ? "&" : "?") + mutations.one(PARAMETERS);
    if (writes) {
      return escaped(path + sometimesChanged(rest + query).replace("/..", ""));
    }
    String whole = random.nextInt(3) == 0 ? mutations.one(ELSEWHERE) : path + rest + query;
    return "/" + escaped(sometimesChanged(whole.substring(1)));
  }

  private String sometimesChanged(String text) {
    return random.nextBoolean() ? text : mutations.text(text);
  }

  private void header(StringBuilder head, String line) {
    int value = line.indexOf(' ') + 1;
    String changed = random.nextInt(4) == 0 ? mutations.text(line.substring(value)) : null;
    head.append(changed == null ? line : line.substring(0, value) + printable(changed))
        .append("\r\n");
  }

  /** What would end a header, or a line, is left out: HTTP itself is not what is fuzzed. */
  private static String printable(String text) {
    StringBuilder kept = new StringBuilder();
    text.chars().filter(c -> c >= ' ' && c != 127).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  /** The bytes of a target as they are, but for those that end it. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      int value = each & 0xff;
      if (value <= ' ' || value >= 127) {
        escaped.append("%%%02X".formatted(value));
      } else {
        escaped.append((char) value);
      }
    }
    return escaped.toString();
  }

  private byte[] body(String method) {
    ObjectNode object = object();
    ObjectNode changed = random.nextInt(4) == 0 ? object : mutations.tree(object);
    if (method.equals("PATCH") && random.nextInt(3) == 0) {
      return Json.bytes(
          Json.MAPPER
              .createArrayNode()
              .add(
                  Json.object()
                      .put("op", mutations.one(List.of("add", "replace", "copy", "test")))
                      .put("path", mutations.one(List.of("/spec", "/metadata/labels", "/data/x")))
                      .put("from", "/metadata")
                      .set("value", mutations.value())));
    }
    byte[] bytes = Json.bytes(changed);
    return random.nextInt(4) == 0 ? mutations.bytes(bytes) : bytes;
  }

  private ObjectNode object() {
    if (random.nextInt(3) > 0) {
      return (ObjectNode) Json.parse(Api.bytes(mutations.one(SEEDS)));
    }
    Kind kind = mutations.one(KINDS);
    ObjectNode object =
        new RandomObjects(random)
            .of(kind.type().apiVersion(), kind.type().kind(), Schemas.builtIn().of(kind.type()));
    object.withObject("/metadata").put("name", NAME).remove("namespace");
    return object;
  }
}
