package io.quarterdeck.model.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.random.RandomGenerator;

/** Small trees from few names and values, so that two of them often meet. */
final class RandomJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final RandomGenerator random;
  private final boolean nulls;

  RandomJson(RandomGenerator random, boolean nulls) {
    this.random = random;
    this.nulls = nulls;
  }

  ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      object.set("abc".substring(random.nextInt(3)).substring(0, 1), value(depth - 1));
    }
    return object;
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 3)) {
      case 0 -> nulls ? NODES.nullNode() : NODES.booleanNode(true);
      case 1 -> NODES.numberNode(random.nextInt(3));
      case 2 -> NODES.arrayNode().add(random.nextInt(3)).add("x");
      default -> object(depth);
    };
  }
}
