package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Strategy;
import io.quarterdeck.model.selector.FieldSelector;
import io.quarterdeck.model.selector.LabelSelector;
import io.quarterdeck.model.selector.SelectorException;

/**
 * Which objects of a resource a list, watch or deletion of many is about.
 *
 * @param namespace empty for all
 */
public record Selection(String namespace, LabelSelector labels, FieldSelector fields) {

  /** Reads it from a request; one object's name on a watch is a selection too. */
  public static Selection of(Kind kind, RequestInfo info, Query query) {
    try {
      LabelSelector labels = LabelSelector.parse(query.text("labelSelector"));
      FieldSelector fields = FieldSelector.parse(query.text("fieldSelector"));
      for (FieldSelector.Term term : fields.terms()) {
        if (!kind.strategy().selectableFields().contains(term.field())) {
          throw Failures.badRequest(unknownField(kind, term.field()));
        }
      }
      return new Selection(info.namespace(), labels, named(fields, info.name()));
    } catch (SelectorException e) {
      throw Failures.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** Kinds that know no fields but the usual ones say which those are. */
  private static String unknownField(Kind kind, String field) {
    return kind.strategy().selectableFields().equals(Strategy.METADATA_FIELDS)
        ? '"'
            + field
            + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        : "field label not supported: " + field;
  }

  private static FieldSelector named(FieldSelector fields, String name) {
    if (name.isEmpty()) {
      return fields;
    }
    if (!fields.isEverything()) {
      throw Failures.badRequest(
          "both a name and a field selector provided; please provide one or the other");
    }
    return FieldSelector.field("metadata.name", name);
  }

  public boolean matches(Item item) {
    return (namespace.isEmpty() || namespace.equals(item.key().namespace()))
        && (labels.isEverything() || labels.matches(item.labels()))
        && (fields.isEverything()
            || fields.matches(field -> item.fields().getOrDefault(field, "")));
  }

  /** The same of an object that no cache holds. */
  public boolean matches(Kind kind, ApiObject object) {
    return labels.matches(object.at("metadata", "labels"))
        && fields.matches(field -> kind.strategy().field(object, field));
  }

  public boolean isEverything() {
    return labels.isEverything() && fields.isEverything();
  }
}
