package io.quarterdeck.gateway.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.DynamicMessage;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProtobufTest {
  private static final int OBJECTS = 40;

  record Subject(String apiVersion, String kind) {
    Schema schema() {
      return Schemas.builtIn().forKind(apiVersion, kind).orElseThrow();
    }
  }

  static Stream<Subject> served() {
    Stream<Subject> stored =
        Kinds.builtIn().all().stream()
            .map(Kind::type)
            .map(type -> new Subject(type.apiVersion(), type.kind()));
    return Stream.concat(
        stored,
        Stream.of(
            new Subject("autoscaling/v1", "Scale"),
            new Subject("authentication.k8s.io/v1", "TokenRequest"),
            new Subject("authentication.k8s.io/v1", "SelfSubjectReview"),
            new Subject("authorization.k8s.io/v1", "SelfSubjectAccessReview")));
  }

  @ParameterizedTest
  @MethodSource("served")
  void givesBackWhatItWrote(Subject subject) {
    for (int seed = 0; seed < OBJECTS; seed++) {
      ObjectNode object = random(subject, seed);
      assertThat(reread(Protobuf.read(Protobuf.object(object), subject.schema())))
          .as("%s of seed %d", subject, seed)
          .isEqualTo(reread(object));
    }
  }

  @ParameterizedTest
  @MethodSource("served")
  void writesWhatTheOfficialClientReads(Subject subject) throws IOException {
    if (!PublishedMessages.has(subject.apiVersion(), subject.kind())) {
      return;
    }
    for (int seed = 0; seed < OBJECTS; seed++) {
      byte[] written = Protobuf.message(random(subject, seed));
      DynamicMessage read = PublishedMessages.parse(subject.apiVersion(), subject.kind(), written);
      assertThat(PublishedMessages.knowsAll(read)).as("%s of seed %d", subject, seed).isTrue();
      assertThat(PublishedMessages.written(read))
          .as("%s of seed %d", subject, seed)
          .isEqualTo(written);
    }
  }

  private static ObjectNode random(Subject subject, int seed) {
    return new RandomObjects(new SplittableRandom(seed))
        .of(subject.apiVersion(), subject.kind(), subject.schema());
  }

  /** Trees of the same text are the same, whatever their numbers were made of. */
  private static JsonNode reread(JsonNode tree) {
    return Json.parse(Json.bytes(tree));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          apps/v1 | Deployment | {'spec':{'replicas':0,'paused':false}} | {'spec':{'replicas':0}}
          apps/v1 | Deployment | {'status':{'replicas':0}} | {'status':{}}
          apps/v1 | ReplicaSet | {'status':{'replicas':0,'readyReplicas':0}} | {'status':{'replicas':0}}
          apps/v1 | Deployment | {'spec':{'strategy':{'rollingUpdate':{'maxSurge':0}}}} | {'spec':{'strategy':{'rollingUpdate':{'maxSurge':0}}}}
          v1 | Service | {'spec':{'ports':[{'port':80,'targetPort':0}]}} | {'spec':{'ports':[{'port':80}]}}
          v1 | ConfigMap | {'immutable':false,'data':{'a':''}} | {'immutable':false,'data':{'a':''}}
          v1 | Pod | {'status':{'containerStatuses':[{'ready':false,'imageID':''}]}} | {'status':{'containerStatuses':[{'ready':false,'imageID':''}]}}
          v1 | Pod | {'spec':{'volumes':[{'name':'v','emptyDir':{}}]}} | {'spec':{'volumes':[{'name':'v','emptyDir':{}}]}}
          v1 | Pod | {'metadata':{'creationTimestamp':null}} | {'metadata':{}}
          """)
  void keepsZerosWhereTheyAreValues(String apiVersion, String kind, String given, String kept) {
    Subject subject = new Subject(apiVersion, kind);
    ObjectNode object = (ObjectNode) Json.parse(bytes(given));
    object.put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode read = Protobuf.read(Protobuf.object(object), subject.schema());
    read.remove("apiVersion");
    read.remove("kind");
    assertThat(read).isEqualTo(Json.parse(bytes(kept)));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes that a kube-apiserver answers with. */
  @Test
  void putsAnEnvelopeAround() {
    ObjectNode map = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", "m");
    map.putObject("data").put("k", "v");
    assertThat(HexFormat.of().formatHex(Protobuf.object(map)))
        .isEqualTo(
            "6b387300" // k8s and a zero
                + "0a0f0a02763112094" // v1
                + "36f6e6669674d6170" // ConfigMap
                + "120d0a030a016d12060a016b120176" // its name and datum
                + "1a002200");
  }
}
