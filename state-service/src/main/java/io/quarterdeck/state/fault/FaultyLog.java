package io.quarterdeck.state.fault;

import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.model.Writes;
import java.util.concurrent.CompletionStage;

/** A log with failpoints around it. */
public final class FaultyLog implements CommitLog {
  private final CommitLog log;
  private final Failpoints failpoints;

  public FaultyLog(CommitLog log, Failpoints failpoints) {
    this.log = log;
    this.failpoints = failpoints;
  }

  @Override
  public CompletionStage<Void> append(long epoch, Writes writes) {
    failpoints.reach(Step.AFTER_DECISION);
    CompletionStage<Void> sent = log.append(epoch, writes);
    failpoints.reach(Step.AFTER_COMMIT_SENT);
    return sent.thenRun(() -> failpoints.reach(Step.AFTER_COMMIT));
  }

  @Override
  public CompletionStage<Void> confirm(long epoch) {
    return log.confirm(epoch).thenRun(() -> failpoints.reach(Step.AFTER_CONFIRM));
  }

  @Override
  public CompletionStage<Void> compact(long epoch, long revision) {
    return log.compact(epoch, revision);
  }

  @Override
  public CompletionStage<Long> retake() {
    return log.retake();
  }
}
