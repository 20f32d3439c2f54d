package io.quarterdeck.gateway.flow;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A seat of a priority level, for one request. It is given back once, however often that is said.
 */
public final class Ticket {
  private final String schemaUid;
  private final String levelUid;
  private final Runnable giveBack;
  private final AtomicBoolean held = new AtomicBoolean(true);

  Ticket(String schemaUid, String levelUid, Runnable giveBack) {
    this.schemaUid = schemaUid;
    this.levelUid = levelUid;
    this.giveBack = giveBack;
  }

  /** Of the FlowSchema that classified the request. */
  public String schemaUid() {
    return schemaUid;
  }

  /** Of its priority level. */
  public String levelUid() {
    return levelUid;
  }

  public void giveBack() {
    if (held.compareAndSet(true, false)) {
      giveBack.run();
    }
  }
}
