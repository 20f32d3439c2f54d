package io.quarterdeck.model.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.FieldSets;
import io.quarterdeck.model.fields.Removal;
import io.quarterdeck.model.schema.Schema;

/**
 * Takes out of a merged object what a manager applied before, applies no longer, and nobody else
 * owns.
 */
final class Pruning {
  private final Schema schema;
  private final JsonNode merged;

  Pruning(Schema schema, JsonNode merged) {
    this.schema = schema;
    this.merged = merged;
  }

  /**
   * The object that remains.
   *
   * @param last what the manager applied before
   * @param managed who owns what now
   */
  JsonNode without(FieldSet last, ManagedFields managed) {
    if (last.isEmpty()) {
      return merged;
    }
    FieldSet all = named(FieldSets.of(schema, merged));
    FieldSet before = named(last);
    FieldSet left = left(Removal.of(schema, merged, before));
    FieldSet kept = left(Removal.of(schema, merged, all.difference(left.union(owned(managed)))));
    // What was taken along although it was never the manager's comes back.
    return Removal.of(schema, merged, all.difference(kept).intersection(before));
  }

  private FieldSet left(JsonNode object) {
    return named(FieldSets.of(schema, object));
  }

  private FieldSet owned(ManagedFields managed) {
    FieldSet owned = FieldSet.EMPTY;
    for (Managed each : managed.entries().values()) {
      owned = owned.union(each.fields());
    }
    return named(owned);
  }

  private FieldSet named(FieldSet set) {
    return FieldSets.named(schema, set);
  }
}
