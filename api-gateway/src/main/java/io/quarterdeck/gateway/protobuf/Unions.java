package io.quarterdeck.gateway.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.schema.WireLayout.Field;
import io.quarterdeck.model.schema.WireLayout.Holds;
import io.quarterdeck.model.schema.WireLayout.Occurs;

/** Messages of alternatives, each of which JSON tells by its form. */
final class Unions {
  private Unions() {}

  /** Whether a field of such a message is the one for a value. */
  static boolean takes(Field field, JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> field.occurs() == Occurs.ONCE && field.holds() == Holds.MESSAGE;
      case ARRAY -> field.occurs() == Occurs.LIST;
      case BOOLEAN -> field.holds() == Holds.BOOL;
      case STRING, NUMBER, NULL, MISSING, BINARY, POJO -> false;
    };
  }
}
