package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.model.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A list, or a table, whose elements are written one behind the other.
 *
 * @param head what stands beside the elements
 * @param member the name under which they stand
 */
record ListBody(ObjectNode head, String member) {
  private static final byte[] COMMA = {','};
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  /**
   * @param bytes the JSON of an element
   * @param costly whether writing one is more than passing its bytes on
   */
  <T> Reply of(Form form, List<T> elements, Function<T, byte[]> bytes, boolean costly) {
    Iterable<byte[]> parts = () -> json(elements, bytes).iterator();
    return form == Form.JSON
        ? new Reply.Parts(Form.JSON.mediaType(), parts, costly)
        : Render.reply(200, form, joined(parts));
  }

  /**
   * Whole, since before the first element stands how long all of them are.
   *
   * @param elements each as a message
   */
  Reply ofMessages(List<byte[]> elements) {
    return Reply.Body.of(200, Form.PROTOBUF.mediaType(), joined(Protobuf.list(head, elements)));
  }

  private <T> Stream<byte[]> json(List<T> elements, Function<T, byte[]> bytes) {
    String start = new String(Json.bytes(head), StandardCharsets.UTF_8);
    String opened = start.substring(0, start.length() - 1) + ",\"" + member + "\":[";
    Stream<byte[]> separated =
        IntStream.range(0, elements.size())
            .boxed()
            .flatMap(
                i -> {
                  byte[] element = bytes.apply(elements.get(i));
                  return i == 0 ? Stream.of(element) : Stream.of(COMMA, element);
                });
    return Stream.concat(
        Stream.of(opened.getBytes(StandardCharsets.UTF_8)),
        Stream.concat(separated, Stream.of(END)));
  }

  private static byte[] joined(Iterable<byte[]> parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
