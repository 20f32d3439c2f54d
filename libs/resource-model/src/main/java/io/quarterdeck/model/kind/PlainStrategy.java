package io.quarterdeck.model.kind;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Kinds about which nothing is particular. */
final class PlainStrategy implements Strategy {
  private final Set<String> selectable;

  /**
   * @param selectable the fields beside the metadata that selectors may name
   */
  PlainStrategy(Collection<String> selectable) {
    Set<String> all = new HashSet<>(selectable);
    all.addAll(METADATA_FIELDS);
    this.selectable = Set.copyOf(all);
  }

  @Override
  public Set<String> selectableFields() {
    return selectable;
  }
}
