package io.quarterdeck.bench.state;

import io.quarterdeck.bench.state.StateWorkload.Keys;
import io.quarterdeck.bench.state.StateWorkload.Puts;
import io.quarterdeck.bench.state.StateWorkload.Ranges;
import io.quarterdeck.bench.state.StateWorkload.Watches;
import java.util.List;

/** The loads that are measured, in order. */
final class StateWorkloads {
  static final List<StateWorkload> ALL =
      List.of(
          new Puts(1, 256, Keys.OBJECTS),
          new Puts(16, 256, Keys.OBJECTS),
          new Puts(64, 256, Keys.OBJECTS),
          new Puts(256, 256, Keys.OBJECTS),
          new Puts(1, 1024, Keys.OBJECTS),
          new Puts(16, 1024, Keys.OBJECTS),
          new Puts(64, 1024, Keys.OBJECTS),
          new Puts(256, 1024, Keys.OBJECTS),
          new Puts(1, 1024, Keys.PLAIN),
          new Puts(64, 256, Keys.PLAIN),
          new Ranges(1, 1),
          new Ranges(64, 1),
          new Ranges(16, 500),
          new Watches(100, 16, 256));

  /** One of each kind. */
  static final List<StateWorkload> SHORT =
      List.of(
          new Puts(1, 256, Keys.OBJECTS),
          new Puts(64, 256, Keys.OBJECTS),
          new Ranges(16, 500),
          new Watches(100, 16, 256));

  /** What compiles most of both before anything is measured. */
  static final StateWorkload HEAT = new Puts(64, 256, Keys.OBJECTS);

  private StateWorkloads() {}
}
