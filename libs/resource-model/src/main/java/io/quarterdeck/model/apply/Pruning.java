package io.quarterdeck.model.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.Removal;

/**
 * Takes out of a merged object what a manager applied before, applies no longer, and nobody else
 * owns.
 */
final class Pruning {
  private final Versions versions;
  private final JsonNode merged;

  Pruning(Versions versions, JsonNode merged) {
    this.versions = versions;
    this.merged = merged;
  }

  /**
   * The object that remains.
   *
   * @param last what the manager applied before
   * @param managed who owns what now
   */
  JsonNode without(Managed last, ManagedFields managed) {
    Version version = versions.of(last);
    JsonNode whole = version.of(merged);
    FieldSet before = version.named(last.fields());
    JsonNode left = version.served(Removal.of(version.schema(), whole, before));
    for (Version each : versions.all()) {
      left = withOwned(each, left, managed);
    }
    FieldSet all = version.said(whole);
    FieldSet kept = version.said(version.of(left));
    // What was taken along although it was never the manager's comes back.
    FieldSet gone = all.difference(kept).intersection(before);
    return version.served(Removal.of(version.schema(), whole, gone));
  }

  /** With what is owned in a version, which was taken along. */
  private JsonNode withOwned(Version version, JsonNode left, ManagedFields managed) {
    FieldSet owned = managed.in(version.name());
    if (owned.isEmpty()) {
      return left;
    }
    JsonNode whole = version.of(merged);
    FieldSet kept = version.said(version.of(left)).union(version.named(owned));
    FieldSet gone = version.said(whole).difference(kept);
    return version.served(Removal.of(version.schema(), whole, gone));
  }
}
