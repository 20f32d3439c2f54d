package io.quarterdeck.state.quota;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Measures the database, one question at a time. Thread-safe. */
public final class SizeWatch {
  private static final Logger LOG = Logger.getLogger(SizeWatch.class);

  private final Supplier<CompletionStage<DatabaseSize>> measure;
  private final Quota quota;
  private final AtomicBoolean asking = new AtomicBoolean();

  public SizeWatch(Supplier<CompletionStage<DatabaseSize>> measure, Quota quota) {
    this.measure = measure;
    this.quota = quota;
  }

  /** To be called at an interval. */
  public void tick() {
    if (asking.compareAndSet(false, true)) {
      var unused = measure.get().whenComplete(this::answered);
    }
  }

  private void answered(DatabaseSize size, Throwable failure) {
    asking.set(false);
    if (failure == null) {
      quota.measured(size);
    } else {
      LOG.debugf("the size of the database is not known now: %s", failure);
    }
  }
}
