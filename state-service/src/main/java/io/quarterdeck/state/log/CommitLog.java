package io.quarterdeck.state.log;

import io.quarterdeck.state.model.Writes;
import java.util.concurrent.CompletionStage;

/**
 * Where commits become durable. Every stage fails with a {@link LogException} that says what is
 * known about the outcome.
 */
public interface CommitLog {

  /** All of the writes, or none; only while the epoch is still the newest. */
  CompletionStage<Void> append(long epoch, Writes writes);

  /** Completes when the epoch was the newest at some moment after the call. */
  CompletionStage<Void> confirm(long epoch);

  CompletionStage<Void> compact(long epoch, long revision);

  /**
   * Takes a new epoch after an unknown outcome, unless somebody else took one meanwhile. Once it
   * completes, nothing of the former epoch can become durable any more.
   */
  CompletionStage<Long> retake();
}
