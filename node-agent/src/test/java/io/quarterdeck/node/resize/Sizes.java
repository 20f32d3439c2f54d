package io.quarterdeck.node.resize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.node.pod.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pods, resources and runs for tables, in JSON with single quotes. */
final class Sizes {
  private Sizes() {}

  static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** A pod with a container {@code c} of these requests. */
  static ApiObject requesting(String uid, String requests) {
    return pod(uid, "{'name':'c','resources':{'requests':{" + requests + "}}}");
  }

  static ApiObject pod(String uid, String container) {
    return ApiObject.parse(
        "{'metadata':{'name':'%s','namespace':'n','uid':'%s'},'spec':{'containers':[%s]}}"
            .formatted(uid, uid, container)
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8));
  }

  /** The third run of {@code c}. */
  static RuntimeState running(String id) {
    return new RuntimeState(
        Optional.of(new RuntimeState.Sandbox("s", true, 0, List.of())),
        List.of(
            new RuntimeState.Container(
                id,
                "s",
                "c",
                2,
                1,
                RuntimeState.Phase.RUNNING,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                "",
                "",
                "i",
                "")));
  }
}
