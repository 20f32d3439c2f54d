package io.quarterdeck.gateway.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;

/** Which Kubernetes API this is. */
public final class Version {
  private static final String MAJOR = "1";
  private static final String MINOR = "32";

  /** The API level, and whose implementation it is. */
  public static final String TEXT = "v" + MAJOR + "." + MINOR + ".0+quarterdeck";

  private Version() {}

  static ObjectNode document() {
    return Json.object()
        .put("major", MAJOR)
        .put("minor", MINOR)
        .put("gitVersion", TEXT)
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
