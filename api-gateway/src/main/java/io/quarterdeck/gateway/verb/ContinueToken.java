package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.Json;
import java.io.IOException;
import java.util.Base64;

/**
 * Where a list goes on: behind which key, as of which revision.
 *
 * @param after namespace and name of the last object, as keys are sorted
 */
record ContinueToken(long revision, String after) {
  private static final String VERSION = "meta.k8s.io/v1";

  /** Stands for the revision that is the newest when the list goes on. */
  private static final long NEWEST = -1;

  /** The same place in what there is by then, for a list whose revision is compacted. */
  ContinueToken atNewest() {
    return new ContinueToken(NEWEST, after);
  }

  boolean isAtNewest() {
    return revision == NEWEST;
  }

  String encode() {
    byte[] json =
        Json.bytes(Json.object().put("v", VERSION).put("rv", revision).put("start", after + "\0"));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  static ContinueToken decode(String text) {
    try {
      JsonNode json = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
      String start = json.path("start").asText();
      long revision = json.path("rv").asLong();
      if (json.path("v").asText().equals(VERSION)
          && (revision > 0 || revision == NEWEST)
          && start.endsWith("\0")
          && start.indexOf('/') >= 0) {
        return new ContinueToken(revision, start.substring(0, start.length() - 1));
      }
    } catch (IOException | IllegalArgumentException e) {
      // Answered below like any other token that this server did not make.
    }
    throw Failures.badRequest("continue key is not valid: " + text);
  }
}
