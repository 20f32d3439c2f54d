package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** JSON values by what they mean: 1 and 1.0 are the same number. */
final class Values {
  private Values() {}

  static boolean same(JsonNode first, JsonNode second) {
    return compare(first, second) == 0;
  }

  /** A total order: numbers, strings, booleans, lists, objects, null. */
  static int compare(JsonNode first, JsonNode second) {
    int rank = rank(first);
    int difference = Integer.compare(rank, rank(second));
    if (difference != 0) {
      return difference;
    }
    return switch (rank) {
      case 0 -> numbers(first, second);
      case 1 -> first.textValue().compareTo(second.textValue());
      case 2 -> Boolean.compare(first.booleanValue(), second.booleanValue());
      case 3 -> lists(first, second);
      case 4 -> objects(first, second);
      default -> 0;
    };
  }

  private static int rank(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> 0;
      case STRING -> 1;
      case BOOLEAN -> 2;
      case ARRAY -> 3;
      case OBJECT, POJO -> 4;
      case NULL, MISSING, BINARY -> 5;
    };
  }

  private static int numbers(JsonNode first, JsonNode second) {
    return first.canConvertToLong()
            && second.canConvertToLong()
            && first.isIntegralNumber()
            && second.isIntegralNumber()
        ? Long.compare(first.longValue(), second.longValue())
        : first.decimalValue().compareTo(second.decimalValue());
  }

  private static int lists(JsonNode first, JsonNode second) {
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      int difference = compare(first.get(i), second.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(first.size(), second.size());
  }

  private static int objects(JsonNode first, JsonNode second) {
    Iterator<Map.Entry<String, JsonNode>> others = sorted(second).entrySet().iterator();
    for (Map.Entry<String, JsonNode> each : sorted(first).entrySet()) {
      if (!others.hasNext()) {
        return 1;
      }
      Map.Entry<String, JsonNode> other = others.next();
      int difference = each.getKey().compareTo(other.getKey());
      difference = difference == 0 ? compare(each.getValue(), other.getValue()) : difference;
      if (difference != 0) {
        return difference;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  private static Map<String, JsonNode> sorted(JsonNode object) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    object.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }

  static String json(JsonNode value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }
}
