package io.quarterdeck.state.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.Json;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.api.StoredObject;
import io.quarterdeck.state.log.CurrentState.Present;
import io.quarterdeck.state.log.CurrentState.Written;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.Origin;
import io.quarterdeck.state.service.StateConfig;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@code docs/asyncapi.yaml} against the code that names, makes and fills the topics. */
class AsyncApiTest {
  private static final Topics TOPICS = new Topics("c1");
  private static final String INCARNATION = "0f1e2d3c4b5a";
  private static final String TYPES = "io.quarterdeck.object.";
  private static final List<String> PLAIN_HEADERS =
      List.of(EventHeaders.CONTENT_TYPE, EventHeaders.TRACE_PARENT);

  private final AsyncApi document = AsyncApi.read();

  @Test
  void namesTheHeadersOfTheCode() throws IOException {
    Set<String> headers =
        constants().stream()
            .filter(each -> each.startsWith("ce_") || PLAIN_HEADERS.contains(each))
            .collect(Collectors.toSet());
    assertThat(names("/components/schemas/eventHeaders/properties"))
        .containsExactlyInAnyOrderElementsOf(headers);
    String words = Files.readString(Path.of("..", "docs", "events.md"));
    assertThat(headers).allSatisfy(each -> assertThat(words).contains("| `" + each + "` |"));
  }

  @Test
  void namesTheTypesOfTheCode() {
    List<String> types = constants().stream().filter(each -> each.startsWith(TYPES)).toList();
    JsonNode documented = document.at("/components/schemas/eventHeaders/properties/ce_type/enum");
    assertThat(documented.valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(types);
  }

  @Test
  void namesTheTopicsOfTheCode() {
    Map<String, String> addresses = new TreeMap<>();
    for (Map.Entry<String, JsonNode> channel : document.children("/channels")) {
      addresses.put(channel.getKey(), channel.getValue().path("address").asText());
    }
    Topics topics = new Topics("{cluster}");
    assertThat(addresses)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "objects", topics.objects("{plural}", "{group}"),
                "changes", topics.changes(),
                "nodes", topics.node("{node}")));
  }

  @Test
  void saysHowLongNamesAreCut() {
    String full = "quarterdeck.c1.nodes." + "n".repeat(253);
    assertThat(TOPICS.node("n".repeat(253)))
        .startsWith(full.substring(0, 216) + "-")
        .hasSize(216 + 1 + 32);
    assertThat(document.at("/info/description").asText()).contains("249", "216", "32");
  }

  @ParameterizedTest
  @CsvSource({
    "objects, quarterdeck.c1.objects.pods.core",
    "changes, quarterdeck.c1.changes",
    "nodes, quarterdeck.c1.nodes.n1"
  })
  void saysHowTopicsAreMade(String channel, String name) throws ReflectiveOperationException {
    NewTopic topic = TopicKeeper.topic(name, TOPICS, settings(), 1);
    JsonNode kafka = document.at("/channels/" + channel + "/bindings/kafka");
    assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.numPartitions());
    Map<String, String> documented = new TreeMap<>();
    for (Map.Entry<String, JsonNode> setting : kafka.path("topicConfiguration").properties()) {
      documented.put(setting.getKey(), text(setting.getValue()));
    }
    assertThat(documented).containsExactlyInAnyOrderEntriesOf(topic.configs());
  }

  @Test
  void describesEveryRecord() {
    Set<String> seen = new TreeSet<>();
    List<Event> events = new ArrayList<>(refill());
    events.addAll(new PublicationPlanner(TOPICS, INCARNATION).plan(history()));
    for (Event event : events) {
      List<String> fitting = fitting(event);
      assertThat(fitting).as("messages that describe %s", event).hasSize(1);
      seen.addAll(fitting);
    }
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, JsonNode> channel : document.children("/channels")) {
      names("/channels/" + channel.getKey() + "/messages")
          .forEach(name -> all.add(channel.getKey() + "/" + name));
    }
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void showsNothingOfASecretsPayload() {
    List<Event> events = new PublicationPlanner(TOPICS, INCARNATION).plan(history());
    assertThat(events)
        .filteredOn(event -> event.key().endsWith("/password"))
        .hasSize(2)
        .allSatisfy(
            event ->
                assertThat(new String(event.value(), StandardCharsets.UTF_8))
                    .contains("Opaque", "team-a")
                    .doesNotContain("c2VjcmV0", "c2VhbGVk", "last-applied"));
  }

  /** The messages of the record's channel that it fits, as {@code channel/message}. */
  private List<String> fitting(Event event) {
    List<String> fitting = new ArrayList<>();
    for (Map.Entry<String, JsonNode> channel : document.children("/channels")) {
      String address = channel.getValue().path("address").asText();
      String pattern =
          address.replace("{cluster}", TOPICS.cluster()).replaceAll("\\{[a-z]+}", ".+");
      if (event.topic().matches(pattern)) {
        String messages = "/channels/" + channel.getKey() + "/messages";
        names(messages).stream()
            .filter(name -> fits(document.at(messages + "/" + name), event))
            .forEach(name -> fitting.add(channel.getKey() + "/" + name));
      }
    }
    return fitting;
  }

  private boolean fits(JsonNode message, Event event) {
    JsonNode value = event.value() == null ? NullNode.instance : Json.parse(event.value());
    JsonNode key = document.resolved(message.path("bindings")).at("/kafka/key");
    return document.complaints(key, TextNode.valueOf(event.key())).isEmpty()
        && document.complaints(message.path("payload"), value).isEmpty()
        && document
            .complaints(message.path("headers"), Json.MAPPER.valueToTree(event.headers()))
            .isEmpty();
  }

  /** The same objects as they are when topics are filled anew, and what is no longer there. */
  private static List<Event> refill() {
    RefillPlanner planner = new RefillPlanner(new Incarnation(TOPICS, INCARNATION, 5));
    List<Present> state = new ArrayList<>();
    for (Commit commit : history()) {
      Optional<Entry> next = commit.changes().getFirst().next();
      Written written = new Written(0, commit.origin(), commit.time());
      next.ifPresent(entry -> state.add(new Present(entry, Optional.of(written))));
      next.ifPresent(entry -> state.add(new Present(entry, Optional.empty())));
    }
    List<Event> events = new ArrayList<>(planner.plan(state).events());
    events.add(planner.tombstone(TOPICS.objects("pods", "core"), "default/gone", 9));
    events.add(planner.tombstone(TOPICS.node("n1"), "default/gone", 9));
    return events;
  }

  /** A Pod that is made, bound, changed and deleted; a Secret; a replacement; a Node. */
  private static List<Commit> history() {
    StateKey web = new StateKey("core", "pods", "default", "web");
    String pod =
        """
        {"metadata":{"name":"web","namespace":"default","uid":"u1","generation":1},
         "apiVersion":"v1","kind":"Pod","spec":{%s}}""";
    byte[] made = stored(pod.formatted(""));
    byte[] bound = stored(pod.formatted("\"nodeName\":\"n1\""));
    StateKey password = new StateKey("core", "secrets", "default", "password");
    byte[] secret =
        stored(
            """
            {"metadata":{"name":"password","namespace":"default","uid":"u2","annotations":{"owner":
              "team-a","kubectl.kubernetes.io/last-applied-configuration":"c2VjcmV0"}},
             "apiVersion":"v1","kind":"Secret","type":"Opaque","immutable":true,
             "data":{"it":"c2VjcmV0"},"sealed":"c2VhbGVk"}""");
    StateKey settings = new StateKey("core", "configmaps", "default", "settings");
    String map =
        """
        {"metadata":{"name":"settings","namespace":"default","uid":"%s"},
         "apiVersion":"v1","kind":"ConfigMap"}""";
    byte[] first = stored(map.formatted("u3"));
    byte[] second = stored(map.formatted("u4"));
    StateKey node = new StateKey("core", "nodes", "", "n1");
    byte[] n1 =
        stored(
            """
            {"metadata":{"name":"n1","uid":"u5"},"apiVersion":"v1","kind":"Node"}""");
    return List.of(
        commit(2, web, null, made),
        commit(3, web, made, bound),
        commit(4, web, bound, bound),
        commit(5, web, bound, null),
        commit(6, password, null, secret),
        commit(7, settings, first, second),
        commit(8, node, null, n1));
  }

  private static Commit commit(
      long revision, StateKey key, byte @Nullable [] previous, byte @Nullable [] next) {
    Key bytes = Key.of(key.bytes());
    Origin origin =
        revision % 2 == 0
            ? new Origin("kubernetes-admin", 0, "")
            : new Origin("system:kube-scheduler", revision - 1, "00-4bf92f3577b34da6-01");
    Change change =
        new Change(
            bytes,
            Optional.ofNullable(next).map(value -> new Entry(bytes, value, 2, revision, 1, 0)),
            Optional.ofNullable(previous).map(value -> new Entry(bytes, value, 2, 2, 1, 0)));
    return new Commit(revision, List.of(change), origin, Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static byte[] stored(String json) {
    return StoredObject.canonical((ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** As the service makes them when nothing is configured. */
  private static KafkaSettings settings() throws ReflectiveOperationException {
    return new KafkaSettings(
        "",
        Path.of("ca"),
        Path.of("certificate"),
        Path.of("key"),
        Optional.empty(),
        TOPICS.cluster(),
        Integer.parseInt(byDefault("recordSizeMax")),
        DurationConverter.parseDuration(byDefault("changesRetention")).toMillis());
  }

  private static String byDefault(String option) throws ReflectiveOperationException {
    return StateConfig.State.class.getMethod(option).getAnnotation(WithDefault.class).value();
  }

  private static List<String> constants() {
    return Arrays.stream(EventHeaders.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(
            field -> {
              try {
                return (String) field.get(null);
              } catch (IllegalAccessException e) {
                throw new IllegalStateException("public constants can be read", e);
              }
            })
        .toList();
  }

  private Set<String> names(String pointer) {
    Set<String> names = new TreeSet<>();
    document.children(pointer).forEach(each -> names.add(each.getKey()));
    return names;
  }

  private static String text(JsonNode setting) {
    return setting.isArray()
        ? setting.valueStream().map(JsonNode::asText).collect(Collectors.joining(","))
        : setting.asText();
  }
}
