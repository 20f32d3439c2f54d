package io.quarterdeck.bench.process;

import io.quarterdeck.pki.Identity;
import io.quarterdeck.stores.RoleFlags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the roles have in common, and the JVM flags that the launcher gives them. */
public final class RoleSettings {
  static final int STATE_HEAP_MEBIBYTES = 256;
  public static final List<String> STATE_FLAGS = RoleFlags.of(STATE_HEAP_MEBIBYTES, true);
  static final List<String> GATEWAY_FLAGS = RoleFlags.of(256, true);

  private RoleSettings() {}

  public static Map<String, String> identity(Identity identity) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarterdeck.tls.ca", identity.ca().toString());
    settings.put("quarterdeck.tls.certificate", identity.certificate().toString());
    settings.put("quarterdeck.tls.key", identity.key().toString());
    return settings;
  }
}
