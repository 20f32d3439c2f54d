package io.quarterdeck.bench.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;

/** The objects of the loads, in a namespace of their own. */
record ConfigMaps(String namespace) {
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String NAME = "\"name\":\"";
  private static final String PREFIX = "object-";
  private static final int DATA_BYTES = 1024;
  private static final String TAIL = "\"},\"data\":{\"pad\":\"" + "x".repeat(DATA_BYTES) + "\"}}";

  void createNamespace(ApiClient client) {
    Buffer namespace =
        Buffer.buffer(
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{"
                + NAME
                + this.namespace
                + "\"}}");
    Buffer unused = client.await(HttpMethod.POST, NAMESPACES, namespace);
  }

  /** With all objects in it: nobody else deletes them where there are no controllers. */
  void deleteNamespace(ApiClient client) {
    Buffer unused = client.await(HttpMethod.DELETE, path(), Buffer.buffer());
    unused = client.await(HttpMethod.DELETE, NAMESPACES + "/" + namespace, Buffer.buffer());
  }

  String path() {
    return NAMESPACES + "/" + namespace + "/configmaps";
  }

  String path(long number) {
    return path() + "/" + PREFIX + number;
  }

  static Buffer body(long number) {
    return Buffer.buffer(
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{"
            + NAME
            + PREFIX
            + number
            + TAIL);
  }

  /** The number in an object's name, from a line of a watch. */
  static long number(Buffer line) {
    String text = line.toString(StandardCharsets.ISO_8859_1);
    int from = text.indexOf(NAME + PREFIX) + NAME.length() + PREFIX.length();
    return Long.parseLong(text.substring(from, text.indexOf('"', from)));
  }
}
