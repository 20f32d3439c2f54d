package io.quarterdeck.bench.api;

import java.util.List;

/** One load on a Kubernetes API, as data. All objects are ConfigMaps of 1 KiB. */
sealed interface ApiWorkload {
  List<ApiWorkload> ALL =
      List.of(
          new Creates(1), new Creates(16), new Gets(16), new Lists(4, 500), new Watches(100, 16));

  String label();

  /** How many objects there are before it begins. */
  int objects();

  /** Each connection creates one object after the other. */
  record Creates(int connections) implements ApiWorkload {
    @Override
    public String label() {
      return "create, %d connections".formatted(connections);
    }

    @Override
    public int objects() {
      return 0;
    }
  }

  /** Each connection reads the same object again and again. */
  record Gets(int connections) implements ApiWorkload {
    @Override
    public String label() {
      return "get, %d connections".formatted(connections);
    }

    @Override
    public int objects() {
      return 1;
    }
  }

  /** Each connection lists a whole namespace, fresh and without pages. */
  record Lists(int connections, int objects) implements ApiWorkload {
    @Override
    public String label() {
      return "list of %d, %d connections".formatted(objects, connections);
    }
  }

  /** Watchers see what connections create; each event counts once for each watcher. */
  record Watches(int watchers, int connections) implements ApiWorkload {
    @Override
    public String label() {
      return "%d watchers, %d connections create".formatted(watchers, connections);
    }

    @Override
    public int objects() {
      return 0;
    }
  }
}
