package io.quarterdeck.state.log;

import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What exists, read from the database as one consistent view. Blocks its caller. */
public interface CurrentState {

  /**
   * A key that exists.
   *
   * @param written empty when history no longer tells
   */
  record Present(Entry entry, Optional<Written> written) {}

  /**
   * How a key came to be as it is.
   *
   * @param index of the change within its transaction
   */
  record Written(int index, Origin origin, Instant time) {}

  /** One moment of the state. */
  interface View extends AutoCloseable {
    /** The newest revision of that moment. */
    long revision();

    /** The next keys in their order; empty at the end. */
    List<Present> next();

    @Override
    void close();
  }

  View open(KeyRange range);
}
