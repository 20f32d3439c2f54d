package io.quarterdeck.controller.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;

/** Objects written as JSON with single quotes. */
public final class Objects {
  private Objects() {}

  public static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  public static ApiObject object(String text) {
    return ApiObject.of(json(text));
  }

  /** As it would come back from the API: through its bytes. */
  public static ApiObject stored(ApiObject object) {
    return ApiObject.parse(object.bytes());
  }
}
