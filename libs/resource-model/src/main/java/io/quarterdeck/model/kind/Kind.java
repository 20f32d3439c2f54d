package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that the API must know of a kind beside its schema.
 *
 * @param verbs what can be done with it, as discovery names it
 * @param subresources those that are there, such as {@code status} and {@code scale}
 * @param collected whether the garbage collector knows of its objects and of what they own
 * @param notice what whoever writes such an object should know of the kind as a whole; empty for
 *     most
 */
public record Kind(
    ResourceType type,
    String singular,
    List<String> shortNames,
    List<String> categories,
    List<String> verbs,
    Set<String> subresources,
    boolean collected,
    String notice,
    Columns columns,
    Strategy strategy) {
  public Kind {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    verbs = List.copyOf(verbs);
    subresources = Set.copyOf(subresources);
  }

  public boolean has(String subresource) {
    return subresources.contains(subresource);
  }

  /** What the client should know although an object is accepted. */
  public List<String> warnings(ApiObject object) {
    List<String> warnings = new ArrayList<>(strategy.warnings(object));
    if (!notice.isEmpty()) {
      warnings.add(notice);
    }
    return warnings;
  }
}
