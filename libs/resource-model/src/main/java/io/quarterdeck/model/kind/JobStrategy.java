package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;

/** Jobs: pods that are to end, and to be counted when they have. */
final class JobStrategy extends SpecStrategy {
  JobStrategy(WriteFacts facts) {
    super(facts);
  }

  /** Selectors call what the status counts by another name. */
  @Override
  public String field(ApiObject job, String field) {
    return field.equals("status.successful")
        ? Integer.toString(job.integer(0, "status", "succeeded"))
        : super.field(job, field);
  }
}
