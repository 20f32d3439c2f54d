package io.quarterdeck.scheduler.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * As much of an API as the scheduler and its test talk to: objects by path, bindings and status,
 * and every change of a pod or node on its topic.
 */
final class SmallGateway implements AutoCloseable {
  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final Map<String, String> topics;
  private final KafkaProducer<String, byte[]> producer;
  private final HttpServer server;
  private long revision;

  SmallGateway(String cluster, Map<String, String> kafka) throws IOException {
    Topics names = new Topics(cluster);
    topics = Map.of("pods", names.objects(Resources.PODS), "nodes", names.objects(Resources.NODES));
    producer =
        new KafkaProducer<>(Map.copyOf(kafka), new StringSerializer(), new ByteArraySerializer());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    producer.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<JsonNode> answer =
          answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
      byte[] bytes = Json.bytes(answer.orElseGet(() -> status("Failure", "NotFound")));
      exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Optional<JsonNode> answer(String method, String path, byte[] body) {
    if (method.equals("GET")) {
      return Optional.ofNullable(objects.get(path));
    }
    ObjectNode sent = (ObjectNode) Json.parse(body);
    String owner = path.substring(0, path.lastIndexOf('/'));
    ObjectNode target = objects.get(owner);
    if (path.endsWith("/binding")) {
      return Optional.ofNullable(target)
          .map(
              pod -> {
                pod.withObject("/spec").set("nodeName", sent.path("target").path("name"));
                store(owner, pod);
                return status("Success", "");
              });
    }
    if (path.endsWith("/status")) {
      return Optional.ofNullable(target)
          .map(
              object -> {
                object.withObject("/status").setAll((ObjectNode) sent.path("status"));
                return store(owner, object);
              });
    }
    return Optional.of(
        method.equals("POST")
            ? store(path + "/" + sent.path("metadata").path("name").asText(), sent)
            : store(path, sent));
  }

  private JsonNode store(String path, ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put("resourceVersion", Long.toString(++revision));
    if (!metadata.has("uid")) {
      metadata.put("uid", "uid-" + revision);
    }
    objects.put(path, object);
    String[] steps = path.split("/");
    String topic = topics.get(steps[steps.length - 2]);
    if (topic != null) {
      publish(topic, object);
    }
    return object;
  }

  private void publish(String topic, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asText("");
    String name = metadata.path("name").asText();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic, namespace.isEmpty() ? name : namespace + "/" + name, Json.bytes(object));
    record
        .headers()
        .add(EventHeaders.REVISION, Long.toString(revision).getBytes(StandardCharsets.UTF_8));
    try {
      producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("a change does not reach its topic", e);
    }
  }

  private static JsonNode status(String outcome, String reason) {
    return Json.object().put("kind", "Status").put("status", outcome).put("reason", reason);
  }
}
