package io.quarterdeck.model.apply;

import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.FieldSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions in which one object can be written. */
final class Versions {
  private final Version served;
  private final List<Version> all;

  Versions(Version served, List<Version> others) {
    this.served = served;
    this.all = new ArrayList<>(others);
    all.addFirst(served);
  }

  /** The version of the request. */
  Version served() {
    return served;
  }

  List<Version> all() {
    return all;
  }

  /** What is owned in a version that there still is, as the schema reads it now. */
  ManagedFields known(ManagedFields managed) {
    return managed.mapped(
        (manager, entry) ->
            find(entry.version())
                .map(version -> FieldSets.fitted(version.schema(), entry.fields()))
                .orElse(FieldSet.EMPTY));
  }

  private Optional<Version> find(String name) {
    return all.stream().filter(version -> version.name().equals(name)).findFirst();
  }

  Version of(Managed managed) {
    return find(managed.version())
        .orElseThrow(() -> new IllegalArgumentException("no version " + managed.version()));
  }
}
