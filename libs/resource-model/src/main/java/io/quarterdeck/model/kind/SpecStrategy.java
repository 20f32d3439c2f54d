package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Kinds with a spec that users write and a status that controllers write: each leaves the other's
 * part alone, and the generation counts the changes of the spec.
 */
class SpecStrategy implements Strategy {
  private final Set<String> selectable;
  private final boolean counted;

  /**
   * @param counted whether the kind has a generation
   */
  SpecStrategy(boolean counted, String... selectable) {
    this.counted = counted;
    this.selectable = new HashSet<>(List.of(selectable));
    this.selectable.addAll(METADATA_FIELDS);
  }

  @Override
  public Set<String> selectableFields() {
    return Set.copyOf(selectable);
  }

  @Override
  public void prepareForCreate(ApiObject object) {
    object.json().remove("status");
    if (counted) {
      object.json().withObject("/metadata").put("generation", 1);
    }
  }

  @Override
  public void prepareForUpdate(ApiObject object, ApiObject old) {
    JsonNode status = old.at("status");
    if (status.isMissingNode()) {
      object.json().remove("status");
    } else {
      object.json().set("status", status);
    }
    if (counted && !object.at("spec").equals(old.at("spec"))) {
      object.json().withObject("/metadata").put("generation", old.generation() + 1);
    }
  }

  /** Helps strategies to say several things. */
  static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
