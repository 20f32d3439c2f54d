package io.quarterdeck.state.publish;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What topics held before they are filled anew, until it is written again: what remains at the end
 * belongs to no object. Not thread-safe.
 */
final class Leftovers {
  private final Map<String, Set<String>> keys = new TreeMap<>();

  /** A topic is known to exist. */
  void topic(String topic) {
    keys.putIfAbsent(topic, new HashSet<>());
  }

  void held(String topic, String key) {
    keys.computeIfAbsent(topic, name -> new HashSet<>()).add(key);
  }

  void gone(String topic, String key) {
    Set<String> left = keys.get(topic);
    if (left != null) {
      left.remove(key);
    }
  }

  Map<String, Set<String>> all() {
    return keys;
  }
}
