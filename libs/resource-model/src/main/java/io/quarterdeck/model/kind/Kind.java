package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schemas;
import io.quarterdeck.model.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the API must know of a kind beside its schema.
 *
 * @param verbs what can be done with it, as discovery names it
 * @param subresources those that are there, such as {@code status} and {@code scale}
 * @param dependents what becomes of what its objects own, unless whoever deletes one says so
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
    Dependents dependents,
    String notice,
    Columns columns,
    Strategy strategy,
    Optional<StoredAs> storedAs) {
  public Kind {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    verbs = List.copyOf(verbs);
    subresources = Set.copyOf(subresources);
  }

  /** Another version, as which objects of this one are stored. */
  record StoredAs(ResourceType type, Conversion conversion) {}

  /** The type as which the store has the objects. */
  public ResourceType storedType() {
    return storedAs.map(StoredAs::type).orElse(type);
  }

  /** The object as it is stored; what is given stays as it is. */
  public ApiObject toStored(ApiObject object) {
    return storedAs
        .map(
            as -> {
              ObjectNode stored = as.conversion().toStored(object.json());
              Defaults.apply(Schemas.builtIn().of(as.type()), stored);
              return ApiObject.of(stored);
            })
        .orElse(object);
  }

  /** An object of the store as one of this version. */
  public ApiObject fromStored(ApiObject stored) {
    return storedAs
        .map(as -> ApiObject.of(as.conversion().fromStored(stored.json())))
        .orElse(stored);
  }

  /** An object of this version as one of another, without the defaults of either. */
  public ObjectNode in(Kind other, ObjectNode object) {
    ObjectNode stored = storedAs.map(as -> as.conversion().toStored(object)).orElse(object);
    return other.storedAs.map(as -> as.conversion().fromStored(stored)).orElse(stored);
  }

  /** Whether there are objects of it; those of other kinds are made when somebody asks. */
  public boolean isStored() {
    return verbs.contains("watch");
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
