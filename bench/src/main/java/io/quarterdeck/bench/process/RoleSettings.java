package io.quarterdeck.bench.process;

import io.quarterdeck.pki.Identity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the roles have in common, and the JVM flags that the launcher gives them. */
public final class RoleSettings {
  public static final List<String> STATE_FLAGS = flags(128);
  static final List<String> GATEWAY_FLAGS = flags(160);

  private RoleSettings() {}

  private static List<String> flags(int heapMebibytes) {
    return List.of(
        "-Xms16m",
        "-Xmx" + heapMebibytes + "m",
        "-Xss512k",
        "-XX:+UseCompactObjectHeaders",
        "-XX:TieredStopAtLevel=4",
        "-XX:ReservedCodeCacheSize=48m",
        "-XX:+ExitOnOutOfMemoryError");
  }

  public static Map<String, String> identity(Identity identity) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarterdeck.tls.ca", identity.ca().toString());
    settings.put("quarterdeck.tls.certificate", identity.certificate().toString());
    settings.put("quarterdeck.tls.key", identity.key().toString());
    return settings;
  }
}
