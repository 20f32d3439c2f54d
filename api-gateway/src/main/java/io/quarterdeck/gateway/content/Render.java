package io.quarterdeck.gateway.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.model.Json;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes answers in the form that the client chose. */
public final class Render {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private Render() {}

  public static Reply reply(int code, Form form, ObjectNode body) {
    return Reply.Body.of(code, form.mediaType(), bytes(form, body));
  }

  /** Passes JSON on as it is where that is what the client wants. */
  public static Reply reply(int code, Form form, byte[] json) {
    byte[] bytes = form == Form.JSON ? json : bytes(form, (ObjectNode) Json.parse(json));
    return Reply.Body.of(code, form.mediaType(), bytes);
  }

  public static Reply reply(int code, Form form, byte[] json, Map<String, String> headers) {
    Reply.Body plain = (Reply.Body) reply(code, form, json);
    return new Reply.Body(code, plain.contentType(), plain.bytes(), headers);
  }

  private static byte[] bytes(Form form, ObjectNode body) {
    return switch (form) {
      case JSON -> Json.bytes(body);
      case YAML -> yaml(body);
      case PROTOBUF -> Protobuf.object(body);
    };
  }

  private static byte[] yaml(ObjectNode body) {
    try {
      return YAML.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
