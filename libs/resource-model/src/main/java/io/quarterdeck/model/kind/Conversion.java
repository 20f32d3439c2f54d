package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/**
 * How the objects of one version are kept as those of another. What the one cannot say, the other
 * carries along, so that both ways behind each other change nothing. What is given stays as it is.
 */
interface Conversion {
  ObjectNode toStored(ObjectNode object);

  ObjectNode fromStored(ObjectNode object);

  /** What this version asks of a new object beyond what is asked of the form that is stored. */
  default List<FieldError> validateCreate(ApiObject stored) {
    return List.of();
  }

  /** The same of a change. */
  default List<FieldError> validateUpdate(ApiObject stored, ApiObject old) {
    return List.of();
  }
}
