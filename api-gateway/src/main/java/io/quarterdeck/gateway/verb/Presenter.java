package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.table.Tables;
import io.quarterdeck.model.table.Tables.IncludeObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows objects as the client asked: whole, as a table, or their metadata alone. */
public final class Presenter {
  private static final byte[] COMMA = {','};
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  private Presenter() {}

  /**
   * What is said of a list as a whole.
   *
   * @param next the token of the next page; empty on the last
   * @param remaining how many objects follow; negative where that is not known
   */
  public record ListFacts(long revision, String next, long remaining) {}

  static Reply one(int code, Accepted accepted, Query query, Kind kind, ApiObject object) {
    return switch (accepted.shape()) {
      case OBJECT -> Render.reply(code, accepted.form(), object.json());
      case PARTIAL -> Render.reply(code, accepted.form(), partial(object));
      case TABLE ->
          Render.reply(
              code,
              accepted.form(),
              table(kind, List.of(object), query, new ListFacts(object.revision(), "", -1)));
    };
  }

  static Reply one(Accepted accepted, Query query, Kind kind, Item item) {
    return accepted.shape() == Accepted.Shape.OBJECT
        ? Render.reply(200, accepted.form(), item.bytes())
        : one(200, accepted, query, kind, item.object());
  }

  static Reply list(Accepted accepted, Query query, Kind kind, List<Item> items, ListFacts facts) {
    return switch (accepted.shape()) {
      case OBJECT ->
          whole(
              accepted.form(),
              kind.type().kind() + "List",
              kind.type().apiVersion(),
              facts,
              items.stream().map(Item::bytes).toList());
      case PARTIAL ->
          whole(
              accepted.form(),
              "PartialObjectMetadataList",
              "meta.k8s.io/v1",
              facts,
              items.stream().map(item -> Json.bytes(partial(item.object()))).toList());
      case TABLE ->
          Render.reply(
              200,
              accepted.form(),
              table(kind, items.stream().map(Item::object).toList(), query, facts));
    };
  }

  /** The objects' bytes are passed on; only what stands around them is written anew. */
  private static Reply whole(
      Form form, String kind, String apiVersion, ListFacts facts, List<byte[]> items) {
    ObjectNode head = Json.object().put("kind", kind).put("apiVersion", apiVersion);
    ObjectNode metadata =
        head.putObject("metadata").put("resourceVersion", Long.toString(facts.revision()));
    if (!facts.next().isEmpty()) {
      metadata.put("continue", facts.next());
    }
    if (facts.remaining() > 0) {
      metadata.put("remainingItemCount", facts.remaining());
    }
    String text = new String(Json.bytes(head), StandardCharsets.UTF_8);
    List<byte[]> parts = new ArrayList<>(items.size() * 2 + 2);
    parts.add(
        (text.substring(0, text.length() - 1) + ",\"items\":[").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        parts.add(COMMA);
      }
      parts.add(items.get(i));
    }
    parts.add(END);
    Reply.Body body = new Reply.Body(200, Form.JSON.mediaType(), parts, Map.of());
    return form == Form.JSON ? body : Render.reply(200, form, joined(body));
  }

  private static byte[] joined(Reply.Body body) {
    java.io.ByteArrayOutputStream joined = new java.io.ByteArrayOutputStream((int) body.length());
    body.parts().forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  public static ObjectNode table(Kind kind, List<ApiObject> objects, Query query, ListFacts facts) {
    return Tables.table(
        kind,
        objects,
        included(query),
        Long.toString(facts.revision()),
        facts.next(),
        facts.remaining(),
        Instant.now());
  }

  private static IncludeObject included(Query query) {
    String parameter = query.text("includeObject");
    return switch (parameter) {
      case "", "Metadata" -> IncludeObject.METADATA;
      case "None" -> IncludeObject.NONE;
      case "Object" -> IncludeObject.OBJECT;
      default ->
          throw Failures.badRequest(
              "unrecognized includeObject value: must be None, Metadata, or Object");
    };
  }

  public static ObjectNode partial(ApiObject object) {
    ObjectNode partial =
        Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", object.at("metadata"));
    return partial;
  }
}
