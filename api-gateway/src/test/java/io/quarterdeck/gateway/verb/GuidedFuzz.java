package io.quarterdeck.gateway.verb;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestInfos;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.DecodeException;
import io.quarterdeck.model.schema.FieldValidation;
import io.quarterdeck.model.schema.ObjectDecoder;
import io.quarterdeck.model.schema.ObjectDecoder.Format;
import io.quarterdeck.model.schema.Schemas;
import java.util.List;

/**
 * Parsers under Jazzer, which looks for bytes that reach code it has not seen before. No part of a
 * build: {@code JAZZER_FUZZ=1 mvn test -pl api-gateway -am -Dtest=GuidedFuzz#json
 * -Dsurefire.failIfNoSpecifiedTests=false} runs one of these for its time.
 */
class GuidedFuzz {
  private static final String TIME = "10m";
  private static final Kind PODS = Kinds.builtIn().of(Resources.PODS);
  private static final List<Kind> KINDS =
      Kinds.builtIn().all().stream().filter(Kind::isStored).toList();

  @FuzzTest(maxDuration = TIME)
  void json(FuzzedDataProvider data) {
    decode(data, Format.JSON);
  }

  @FuzzTest(maxDuration = TIME)
  void yaml(FuzzedDataProvider data) {
    decode(data, Format.YAML);
  }

  private static void decode(FuzzedDataProvider data, Format format) {
    Kind kind = data.pickValue(KINDS);
    byte[] body = data.consumeRemainingAsBytes();
    try {
      var decoded = ObjectDecoder.decode(body, format, kind.type(), FieldValidation.WARN);
      Json.parse(Json.bytes(decoded.object()));
    } catch (DecodeException refused) {
      // As it should be with nearly everything.
    }
  }

  @FuzzTest(maxDuration = TIME)
  void protobuf(FuzzedDataProvider data) {
    Kind kind = data.pickValue(KINDS);
    byte[] body = data.consumeRemainingAsBytes();
    judged(() -> Protobuf.read(body, Schemas.builtIn().of(kind.type())));
  }

  @FuzzTest(maxDuration = TIME)
  void targets(FuzzedDataProvider data) {
    String path = data.consumeString(200);
    String parameters = data.consumeRemainingAsString();
    judged(
        () -> {
          Query query = Query.parse(parameters);
          Selection.of(PODS, RequestInfos.parse("GET", path, query), query);
          ContinueToken.decode(query.text("continue"));
        });
  }

  private static void judged(Runnable request) {
    try {
      request.run();
    } catch (Failure refused) {
      if (refused.code() >= 500) {
        throw refused;
      }
    }
  }
}
