package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.gateway.verb.Presenter.ListFacts;
import io.quarterdeck.model.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A list of objects: their bytes are passed on, only what stands around them is written. */
record ListBody(String apiVersion, String kind, ListFacts facts) {
  private static final byte[] COMMA = {','};
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  /**
   * @param items the JSON of each object
   */
  Reply of(Form form, List<byte[]> items) {
    Reply.Body json = new Reply.Body(200, Form.JSON.mediaType(), json(items), Map.of());
    return form == Form.JSON ? json : Render.reply(200, form, joined(json));
  }

  /**
   * @param items each object as a message
   */
  Reply ofMessages(List<byte[]> items) {
    return new Reply.Body(200, Form.PROTOBUF.mediaType(), Protobuf.list(head(), items), Map.of());
  }

  private ObjectNode head() {
    ObjectNode head = Json.object().put("kind", kind).put("apiVersion", apiVersion);
    ObjectNode metadata =
        head.putObject("metadata").put("resourceVersion", Long.toString(facts.revision()));
    if (!facts.next().isEmpty()) {
      metadata.put("continue", facts.next());
    }
    if (facts.remaining() > 0) {
      metadata.put("remainingItemCount", facts.remaining());
    }
    return head;
  }

  private List<byte[]> json(List<byte[]> items) {
    String head = new String(Json.bytes(head()), StandardCharsets.UTF_8);
    List<byte[]> parts = new ArrayList<>(items.size() * 2 + 2);
    parts.add(
        (head.substring(0, head.length() - 1) + ",\"items\":[").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        parts.add(COMMA);
      }
      parts.add(items.get(i));
    }
    parts.add(END);
    return parts;
  }

  private static byte[] joined(Reply.Body body) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream((int) body.length());
    body.parts().forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
