package io.quarterdeck.model.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.fields.Comparison;
import io.quarterdeck.model.fields.FieldSet;
import java.util.HashMap;
import java.util.Map;

/** What a write changes, told in each version in which somebody owns fields. */
final class Changes {
  private final Versions versions;
  private final JsonNode before;
  private final JsonNode after;
  private final Map<String, Comparison> compared = new HashMap<>();

  /** Of two objects of the version of the request. */
  Changes(Versions versions, JsonNode before, JsonNode after) {
    this.versions = versions;
    this.before = before;
    this.after = after;
  }

  /** What is there now that was not there like this before, in the version of the request. */
  FieldSet set() {
    return in(versions.served()).set();
  }

  /** What of somebody's fields is no longer as they wrote it. */
  FieldSet taken(Managed managed) {
    return managed.fields().intersection(in(versions.of(managed)).set());
  }

  /** What remains theirs. */
  FieldSet left(Managed managed) {
    Comparison changes = in(versions.of(managed));
    return managed.fields().difference(changes.set()).difference(changes.removed());
  }

  private Comparison in(Version version) {
    return compared.computeIfAbsent(version.name(), name -> version.changes(before, after));
  }
}
