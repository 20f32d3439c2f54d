package io.quarterdeck.node.dns;

/**
 * What a name of the cluster stands for. Names are relative to the root, lower case, no last dot.
 */
sealed interface ZoneRecord {
  record Address(String ipv4) implements ZoneRecord {}

  record Srv(int port, String target) implements ZoneRecord {}

  record Alias(String target) implements ZoneRecord {}

  record Pointer(String target) implements ZoneRecord {}

  record Text(String text) implements ZoneRecord {}
}
