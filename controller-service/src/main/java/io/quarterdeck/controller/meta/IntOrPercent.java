package io.quarterdeck.controller.meta;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers that may be given as a share of another, such as {@code 25%}. Pure. */
public final class IntOrPercent {
  private IntOrPercent() {}

  public static int roundedUp(JsonNode value, int total) {
    return value.isNumber() ? value.asInt() : (int) Math.ceil(share(value, total));
  }

  public static int roundedDown(JsonNode value, int total) {
    return value.isNumber() ? value.asInt() : (int) Math.floor(share(value, total));
  }

  private static double share(JsonNode value, int total) {
    String text = value.asText();
    return (double) Integer.parseInt(text.substring(0, text.length() - 1)) * total / 100;
  }
}
