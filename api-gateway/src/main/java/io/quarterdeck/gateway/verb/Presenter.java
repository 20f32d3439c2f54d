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
import java.util.function.Function;

/** Shows objects as the client asked: whole, as a table, or their metadata alone. */
public final class Presenter {
  private Presenter() {}

  /**
   * What is said of a list as a whole.
   *
   * @param next the token of the next page; empty on the last
   * @param remaining how many objects follow; negative where that is not known
   */
  public record ListFacts(long revision, String next, long remaining) {
    private static final ListFacts NOT_STORED = new ListFacts(0, "", -1);

    /** As of which the list is; empty where nothing of it is stored. */
    private String version() {
      return revision == 0 ? "" : Long.toString(revision);
    }
  }

  /** What a list is made of, and how each element is seen. */
  private record Elements<T>(
      List<T> all, Function<T, ApiObject> object, Function<T, byte[]> bytes) {}

  public static Reply one(int code, Accepted accepted, Query query, Kind kind, ApiObject object) {
    return switch (accepted.shape()) {
      case OBJECT -> Render.reply(code, accepted.form(), object.json());
      case PARTIAL -> Render.reply(code, accepted.form(), partial(object));
      case TABLE ->
          Render.reply(
              code, accepted.form(), table(kind, object, included(query), object.revision()));
    };
  }

  static Reply one(Accepted accepted, Query query, Kind kind, Item item) {
    return accepted.shape() == Accepted.Shape.OBJECT
        ? Render.reply(200, accepted.form(), item.bytes())
        : one(200, accepted, query, kind, item.object());
  }

  static Reply list(Accepted accepted, Query query, Kind kind, List<Item> items, ListFacts facts) {
    return list(accepted, query, kind, new Elements<>(items, Item::object, Item::bytes), facts);
  }

  /** A list of objects that were made for this request. */
  public static Reply unstored(Accepted accepted, Query query, Kind kind, List<ApiObject> objects) {
    Elements<ApiObject> elements =
        new Elements<>(objects, object -> object, object -> Json.bytes(object.json()));
    return list(accepted, query, kind, elements, ListFacts.NOT_STORED);
  }

  private static <T> Reply list(
      Accepted accepted, Query query, Kind kind, Elements<T> elements, ListFacts facts) {
    Form form = accepted.form();
    return switch (accepted.shape()) {
      case OBJECT -> objects(form, kind, elements, facts);
      case PARTIAL -> partials(form, elements, facts);
      case TABLE -> rows(form, query, kind, elements, facts);
    };
  }

  private static <T> Reply objects(Form form, Kind kind, Elements<T> elements, ListFacts facts) {
    ListBody list =
        new ListBody(head(kind.type().apiVersion(), kind.type().kind() + "List", facts), "items");
    return form == Form.PROTOBUF
        ? list.ofMessages(
            elements.all().stream()
                .map(each -> Protobuf.message(elements.object().apply(each).json()))
                .toList())
        : list.of(form, elements.all(), elements.bytes(), false);
  }

  private static <T> Reply partials(Form form, Elements<T> elements, ListFacts facts) {
    ListBody list =
        new ListBody(head("meta.k8s.io/v1", "PartialObjectMetadataList", facts), "items");
    Function<T, ObjectNode> partial = elements.object().andThen(Presenter::partial);
    return form == Form.PROTOBUF
        ? list.ofMessages(elements.all().stream().map(partial.andThen(Protobuf::message)).toList())
        : list.of(form, elements.all(), partial.andThen(Json::bytes), true);
  }

  private static <T> Reply rows(
      Form form, Query query, Kind kind, Elements<T> elements, ListFacts facts) {
    IncludeObject included = included(query);
    Instant now = Instant.now();
    ObjectNode head = head("meta.k8s.io/v1", "Table", facts);
    head.set("columnDefinitions", Tables.columns(kind));
    Function<T, byte[]> row =
        elements.object().andThen(object -> Json.bytes(Tables.row(kind, object, included, now)));
    return new ListBody(head, "rows").of(form, elements.all(), row, true);
  }

  private static ObjectNode head(String apiVersion, String kind, ListFacts facts) {
    ObjectNode head = Json.object().put("kind", kind).put("apiVersion", apiVersion);
    ObjectNode metadata = head.putObject("metadata").put("resourceVersion", facts.version());
    if (!facts.next().isEmpty()) {
      metadata.put("continue", facts.next());
    }
    if (facts.remaining() > 0) {
      metadata.put("remainingItemCount", facts.remaining());
    }
    return head;
  }

  /** A table of one object. */
  public static ObjectNode table(
      Kind kind, ApiObject object, IncludeObject included, long revision) {
    ObjectNode table = head("meta.k8s.io/v1", "Table", new ListFacts(revision, "", -1));
    table.set("columnDefinitions", Tables.columns(kind));
    table.putArray("rows").add(Tables.row(kind, object, included, Instant.now()));
    return table;
  }

  /** What the rows of a table carry beside their cells. */
  public static IncludeObject included(Query query) {
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
