package io.quarterdeck.gateway.discovery;

import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.model.ApiLevel;
import io.quarterdeck.model.discovery.Discovery;
import io.quarterdeck.model.schema.OpenApi;
import jakarta.inject.Singleton;
import java.util.Map;

/** The OpenAPI documents, of version 3 by group and of version 2 as a whole. */
@Singleton
class OpenApiDocuments {
  private static final String JSON = "application/json";

  private final OpenApi documents;

  OpenApiDocuments(Discovery discovery) {
    this.documents = new OpenApi(discovery.served(), ApiLevel.VERSION);
  }

  Reply index() {
    return Reply.Body.of(200, JSON, documents.index());
  }

  /** A document that is asked for by its hash never changes. */
  Reply v3(String path, Call call) {
    byte[] document = documents.v3(path).orElseThrow(Failures::noSuchPath);
    String hash = documents.hash(path);
    String asked = call.query().text("hash");
    Map<String, String> headers =
        asked.equals(hash)
            ? Map.of("ETag", quoted(hash), "Cache-Control", "public, immutable", "Vary", "Accept")
            : Map.of("ETag", quoted(hash), "Vary", "Accept");
    return Documents.unlessKnown(call, JSON, document, headers);
  }

  Reply v2(Call call) {
    String accept = call.headers().accept();
    boolean protobuf = accept.contains(OpenApi.V2_PROTOBUF_ACCEPTED) && !accept.contains(JSON);
    Map<String, String> headers = Map.of("ETag", quoted(documents.hash()), "Vary", "Accept");
    return protobuf
        ? Documents.unlessKnown(call, OpenApi.V2_PROTOBUF_RETURNED, documents.v2Protobuf(), headers)
        : Documents.unlessKnown(call, JSON, documents.v2Json(), headers);
  }

  private static String quoted(String hash) {
    return '"' + hash + '"';
  }
}
