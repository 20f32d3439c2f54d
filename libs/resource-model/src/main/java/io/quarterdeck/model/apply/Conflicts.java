package io.quarterdeck.model.apply;

import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.PathElement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The fields that a configuration would take from others, by their owners. */
public record Conflicts(NavigableMap<Manager, FieldSet> byManager) {

  /** One field of one owner. */
  public record Conflict(Manager manager, List<PathElement> path) {
    /** The field as messages write it. */
    public String field() {
      return FieldSet.text(path);
    }
  }

  public boolean isEmpty() {
    return byManager.isEmpty();
  }

  public List<Conflict> all() {
    List<Conflict> all = new ArrayList<>();
    byManager.forEach(
        (manager, fields) -> fields.paths().forEach(path -> all.add(new Conflict(manager, path))));
    return all;
  }

  /** Without fields about which nobody quarrels. */
  Conflicts without(FieldSet allowed) {
    NavigableMap<Manager, FieldSet> left = new TreeMap<>();
    byManager.forEach(
        (manager, fields) -> {
          FieldSet disputed = fields.difference(allowed);
          if (!disputed.isEmpty()) {
            left.put(manager, disputed);
          }
        });
    return new Conflicts(left);
  }

  /** What the client is told. */
  public String message() {
    List<Conflict> all = all();
    if (all.size() == 1) {
      Conflict only = all.getFirst();
      return "Apply failed with 1 conflict: conflict with " + only.manager() + ": " + only.field();
    }
    List<String> lines = new ArrayList<>();
    byManager.forEach(
        (manager, fields) -> {
          lines.add("conflicts with " + manager + ":");
          fields.paths().forEach(path -> lines.add("- " + FieldSet.text(path)));
        });
    return "Apply failed with " + all.size() + " conflicts: " + String.join("\n", lines);
  }
}
