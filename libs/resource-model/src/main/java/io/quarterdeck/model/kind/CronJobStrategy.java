package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** CronJobs: Jobs made by a schedule. */
final class CronJobStrategy extends SpecStrategy {
  /** The name of a Job has the time behind it. */
  private static final int NAME_MAX = 52;

  CronJobStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<String> checkName(String name) {
    List<String> problems = new ArrayList<>(super.checkName(name));
    if (name.length() > NAME_MAX) {
      problems.add("must be no more than " + NAME_MAX + " characters");
    }
    return problems;
  }

  @Override
  public List<FieldError> validate(ApiObject cronJob) {
    Problems problems = new Problems();
    JsonNode spec = cronJob.at("spec");
    schedule(spec.path("schedule"), problems);
    timeZone(spec.path("timeZone"), problems);
    problems.notNegative(
        spec,
        "spec",
        "startingDeadlineSeconds",
        "successfulJobsHistoryLimit",
        "failedJobsHistoryLimit");
    JsonNode job = spec.path("jobTemplate").path("spec");
    JobRules.check(job, "spec.jobTemplate.spec", problems);
    if (job.path("manualSelector").asBoolean()) {
      problems.invalid(
          "spec.jobTemplate.spec.manualSelector",
          job.path("manualSelector"),
          "must be unset, because selectors of its Jobs are generated");
    }
    return problems.list();
  }

  private static void schedule(JsonNode schedule, Problems problems) {
    String text = schedule.asText("");
    if (text.contains("TZ")) {
      problems.invalid(
          "spec.schedule",
          schedule,
          "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
    } else if (!text.isEmpty()) {
      CronSchedule.problem(text)
          .ifPresent(problem -> problems.invalid("spec.schedule", schedule, problem));
    }
  }

  private static void timeZone(JsonNode timeZone, Problems problems) {
    if (timeZone.isMissingNode()) {
      return;
    }
    String name = timeZone.asText();
    if (name.isEmpty()) {
      problems.invalid("spec.timeZone", timeZone, "timeZone must be nil or non-empty string");
    } else if (name.equalsIgnoreCase("Local")) {
      problems.invalid(
          "spec.timeZone",
          timeZone,
          "timeZone must be an explicit time zone as defined in"
              + " https://www.iana.org/time-zones");
    } else if (!ZoneId.getAvailableZoneIds().contains(name)) {
      problems.invalid("spec.timeZone", timeZone, "unknown time zone " + name);
    }
  }
}
