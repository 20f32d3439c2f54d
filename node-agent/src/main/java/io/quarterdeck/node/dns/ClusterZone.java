package io.quarterdeck.node.dns;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All names of the cluster at one moment. A name that only has names below it exists too: it
 * answers with no records rather than that it is unknown.
 */
final class ClusterZone {
  private final String domain;
  private final Map<String, Set<ZoneRecord>> records;
  private final Set<String> names;

  private ClusterZone(String domain, Map<String, Set<ZoneRecord>> records, Set<String> names) {
    this.domain = domain;
    this.records = records;
    this.names = names;
  }

  String domain() {
    return domain;
  }

  /** Whether this zone, and nobody else, answers for the name. */
  boolean covers(String name) {
    return name.equals(domain) || name.endsWith("." + domain);
  }

  boolean exists(String name) {
    return names.contains(name);
  }

  List<ZoneRecord> records(String name) {
    return List.copyOf(records.getOrDefault(name, Set.of()));
  }

  static Builder builder(String domain) {
    return new Builder(domain);
  }

  static final class Builder {
    private final String domain;
    private final Map<String, Set<ZoneRecord>> records = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    private Builder(String domain) {
      this.domain = domain;
      names.add(domain);
    }

    Builder add(String name, ZoneRecord record) {
      records.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(record);
      String ancestor = name;
      while (ancestor.endsWith("." + domain) && names.add(ancestor)) {
        ancestor = ancestor.substring(ancestor.indexOf('.') + 1);
      }
      return this;
    }

    /** A name that exists without a record of its own. */
    Builder addEmpty(String name) {
      names.add(name);
      return this;
    }

    ClusterZone build() {
      return new ClusterZone(domain, records, names);
    }
  }
}
