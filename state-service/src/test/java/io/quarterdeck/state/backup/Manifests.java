package io.quarterdeck.state.backup;

import java.util.List;

/** Manifests for tests. */
final class Manifests {
  private Manifests() {}

  static Manifest of(Manifest.Point oldest, Manifest.Point newest) {
    return new Manifest(
        "test",
        1234567890123L,
        "abcdef",
        4,
        "10.96.0.0/16",
        oldest,
        newest,
        "",
        List.of(),
        List.of());
  }
}
