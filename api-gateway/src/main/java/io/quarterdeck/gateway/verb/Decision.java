package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import java.util.List;

/** What a request makes of the current version of an object. */
public sealed interface Decision {
  /** Nothing changes. */
  record Keep() implements Decision {}

  /**
   * A new version.
   *
   * @param along changes of other keys that take place with it or not at all
   */
  record Put(ApiObject next, List<Change> along) implements Decision {
    public static Put of(ApiObject next) {
      return new Put(next, List.of());
    }
  }

  /**
   * The object goes.
   *
   * @param last the object as it leaves
   */
  record Remove(ApiObject last, List<Change> along) implements Decision {}
}
