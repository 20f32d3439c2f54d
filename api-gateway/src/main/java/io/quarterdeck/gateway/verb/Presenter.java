package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.table.Tables;
import io.quarterdeck.model.table.Tables.IncludeObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Shows objects as the client asked: whole, as a table, or their metadata alone. */
public final class Presenter {
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
      case OBJECT -> objects(accepted.form(), kind, items, facts);
      case PARTIAL -> partials(accepted.form(), items, facts);
      case TABLE ->
          Render.reply(
              200,
              accepted.form(),
              table(kind, items.stream().map(Item::object).toList(), query, facts));
    };
  }

  private static Reply objects(Form form, Kind kind, List<Item> items, ListFacts facts) {
    ListBody list = new ListBody(kind.type().apiVersion(), kind.type().kind() + "List", facts);
    return form == Form.PROTOBUF
        ? list.ofMessages(
            items.stream().map(item -> Protobuf.message(item.object().json())).toList())
        : list.of(form, items.stream().map(Item::bytes).toList());
  }

  private static Reply partials(Form form, List<Item> items, ListFacts facts) {
    ListBody list = new ListBody("meta.k8s.io/v1", "PartialObjectMetadataList", facts);
    Stream<ObjectNode> partials = items.stream().map(item -> partial(item.object()));
    return form == Form.PROTOBUF
        ? list.ofMessages(partials.map(Protobuf::message).toList())
        : list.of(form, partials.map(Json::bytes).toList());
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
