package io.quarterdeck.state.it;

import io.quarterdeck.state.fault.Step;
import java.util.List;

/** The steps of a write, in order, at which leaders are stopped. */
final class WriteSteps {
  static final List<Step> ALL =
      List.of(
          Step.AFTER_RECEIVE,
          Step.AFTER_DECISION,
          Step.AFTER_COMMIT_SENT,
          Step.AFTER_COMMIT,
          Step.AFTER_CONFIRM,
          Step.AFTER_COMMIT_BEFORE_PUBLISH,
          Step.AFTER_SEND_BEFORE_KAFKA_COMMIT,
          Step.AFTER_KAFKA_COMMIT);

  private WriteSteps() {}
}
