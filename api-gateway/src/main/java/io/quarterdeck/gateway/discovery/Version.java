package io.quarterdeck.gateway.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiLevel;
import io.quarterdeck.model.Json;

/** The answer to {@code /version}. */
final class Version {
  private Version() {}

  static ObjectNode document() {
    return Json.object()
        .put("major", ApiLevel.MAJOR)
        .put("minor", ApiLevel.MINOR)
        .put("emulationMajor", ApiLevel.MAJOR)
        .put("emulationMinor", ApiLevel.MINOR)
        .put("minCompatibilityMajor", ApiLevel.MAJOR)
        .put("minCompatibilityMinor", ApiLevel.MINOR_COMPATIBLE)
        .put("gitVersion", ApiLevel.VERSION)
        .put("gitCommit", "")
        .put("gitTreeState", "")
        .put("buildDate", "1970-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "javac " + Runtime.version().feature())
        .put("platform", platform());
  }

  private static String platform() {
    String architecture = System.getProperty("os.arch", "");
    return "linux/" + (architecture.equals("aarch64") ? "arm64" : architecture);
  }
}
