package io.quarterdeck.bench.state;

/** One load on a store, as data. */
public sealed interface StateWorkload {
  String label();

  /** Which keys a load writes; the state-service publishes objects to Kafka, and nothing else. */
  enum Keys {
    OBJECTS("/registry/core/configmaps/bench/"),
    PLAIN("/bench/");

    private final String prefix;

    Keys(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  /** Clients write values over and over to a set of keys. */
  record Puts(int clients, int valueBytes, Keys keys) implements StateWorkload {
    @Override
    public String label() {
      String suffix = keys == Keys.PLAIN ? ", not published" : "";
      return "put %d B, %d clients%s".formatted(valueBytes, clients, suffix);
    }
  }

  /** Clients read so many consecutive keys at a time, of 1 KiB each, linearizably. */
  record Ranges(int clients, int keys) implements StateWorkload {
    @Override
    public String label() {
      return "range of %d, %d clients".formatted(keys, clients);
    }
  }

  /** Watchers see everything that clients write; each event counts once for each watcher. */
  record Watches(int watchers, int clients, int valueBytes) implements StateWorkload {
    @Override
    public String label() {
      return "%d watchers, %d clients put %d B".formatted(watchers, clients, valueBytes);
    }
  }
}
