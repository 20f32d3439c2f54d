package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Paths that must not lead out of where they begin, and modes of the files there. */
final class LocalPaths {
  private static final int MODE_MAX = 0777;

  private LocalPaths() {}

  static void noBacksteps(JsonNode path, String field, Problems problems) {
    if (List.of(path.asText("").split("/", -1)).contains("..")) {
      problems.invalid(field, path, "must not contain '..'");
    }
  }

  static void descending(JsonNode path, String field, Problems problems) {
    if (path.asText("").startsWith("/")) {
      problems.invalid(field, path, "must be a relative path");
    }
    noBacksteps(path, field, problems);
  }

  /** The same, and not of a name that the writer of files keeps for itself. */
  static void notReserved(JsonNode path, String field, Problems problems) {
    descending(path, field, problems);
    String text = path.asText("");
    if (text.startsWith("..") && !text.startsWith("../")) {
      problems.invalid(field, path, "must not start with '..'");
    }
  }

  static void mode(JsonNode mode, String field, Problems problems) {
    if (mode.isNumber() && (mode.asLong() < 0 || mode.asLong() > MODE_MAX)) {
      problems.invalid(field, mode, "must be a number between 0 and 0777 (octal), both inclusive");
    }
  }
}
