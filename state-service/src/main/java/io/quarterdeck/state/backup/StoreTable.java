package io.quarterdeck.state.backup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tables that a backup holds, in the order in which they are loaded. Who leads and which
 * replicas there are is no part of the state, and where it is restored there may be space.
 */
enum StoreTable {
  CLUSTER_META,
  HISTORY_HORIZON,
  HISTORY_MARK,
  // Rows of history go to partitions, which are made before it is loaded.
  HISTORY_PARTITION("to_revision > (select revision from history_horizon where id = 1) + 1"),
  HISTORY_BASE,
  // What lies below the horizon is on its way out.
  HISTORY("revision > (select revision from history_horizon where id = 1)"),
  CURRENT_STATE,
  RESOURCE_HEAD,
  LEASE;

  private final Optional<String> condition;

  StoreTable() {
    this.condition = Optional.empty();
  }

  StoreTable(String condition) {
    this.condition = Optional.of(condition);
  }

  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String all() {
    return Arrays.stream(values()).map(StoreTable::table).collect(Collectors.joining(", "));
  }

  String copyOut() {
    String where = condition.map(it -> " where " + it).orElse("");
    return "copy (select * from " + table() + where + ") to stdout";
  }

  String copyIn() {
    return "copy " + table() + " from stdin";
  }
}
