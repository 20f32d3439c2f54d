package io.quarterdeck.state.fault;

import java.util.Arrays;
import java.util.Locale;

/** Where a failpoint may strike, from the election to the publication. */
public enum Step {
  /** Nobody else is to lead, but the epoch is not taken yet. */
  BEFORE_EPOCH,
  /** The epoch is taken, the state is not loaded yet. */
  AFTER_EPOCH,
  /** The state is loaded, nobody is served yet. */
  AFTER_LOAD,
  /** A write has arrived. */
  AFTER_RECEIVE,
  /** A batch is decided and not sent to the database. */
  AFTER_DECISION,
  /** A batch was handed to the database's client: what becomes of it is not known. */
  AFTER_COMMIT_SENT,
  /** A batch is durable and nobody has been answered. */
  AFTER_COMMIT,
  /** Leadership is confirmed for reads that have not been answered. */
  AFTER_CONFIRM,
  /** A part of the state was published to topics that are filled anew. */
  DURING_REFILL,
  /** Revisions are committed and not published. */
  AFTER_COMMIT_BEFORE_PUBLISH,
  /** Records are with the brokers, their transaction is open. */
  AFTER_SEND_BEFORE_KAFKA_COMMIT,
  /** Revisions are published, and this process has not taken note of it. */
  AFTER_KAFKA_COMMIT;

  /** As it is written in the configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Step parse(String text) {
    return Arrays.stream(values())
        .filter(step -> step.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no failpoint " + text));
  }
}
