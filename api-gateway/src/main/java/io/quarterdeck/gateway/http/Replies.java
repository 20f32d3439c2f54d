package io.quarterdeck.gateway.http;

import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Render;
import java.util.Map;

/** Failures as answers. */
final class Replies {
  private Replies() {}

  static Reply.Body failure(Failure failure, String accept) {
    Reply.Body body =
        (Reply.Body) Render.reply(failure.code(), Accepted.formOrJson(accept), failure.status());
    Map<String, String> headers =
        failure.retryAfterSeconds() > 0
            ? Map.of("Retry-After", Integer.toString(failure.retryAfterSeconds()))
            : Map.of();
    return new Reply.Body(body.code(), body.contentType(), body.bytes(), headers);
  }
}
