package io.quarterdeck.state.quota;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Where alarms outlast the process that raised them. What changes them fails when another process
 * has taken the epoch.
 */
public interface AlarmLog {
  /** The members that have raised one. */
  CompletionStage<Set<Long>> raised();

  CompletionStage<Void> raise(long epoch, long member);

  CompletionStage<Void> disarm(long epoch, long member);
}
