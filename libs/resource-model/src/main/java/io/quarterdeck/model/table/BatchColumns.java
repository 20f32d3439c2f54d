package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables of Jobs and CronJobs. */
public final class BatchColumns {
  public static final Columns JOBS =
      Columns.begin()
          .text("Status", "How far it is.", BatchColumns::status)
          .text("Completions", "How many pods have succeeded, of how many.", BatchColumns::done)
          .timed("Duration", "How long it has run.", BatchColumns::duration)
          .age()
          .wide("Containers", "The names of the containers.", job -> containers(job, "name"))
          .wide("Images", "The images of the containers.", job -> containers(job, "image"))
          .wide("Selector", "Which pods belong to it.", BatchColumns::selector)
          .end();

  public static final Columns CRON_JOBS =
      Columns.begin()
          .text("Schedule", "When it runs.", each -> each.text("spec", "schedule"))
          .text(
              "Timezone",
              "Whose time the schedule means.",
              each -> Cells.orNone(each.text("spec", "timeZone")))
          .text("Suspend", "Whether it pauses.", BatchColumns::suspended)
          .number("Active", "How many Jobs run.", each -> each.at("status", "active").size())
          .timed("Last Schedule", "When it ran last.", BatchColumns::lastSchedule)
          .age()
          .wide("Containers", "The names of the containers.", each -> containers(job(each), "name"))
          .wide("Images", "The images of the containers.", each -> containers(job(each), "image"))
          .wide("Selector", "Which pods belong to its Jobs.", each -> selector(job(each)))
          .end();

  private BatchColumns() {}

  private static ApiObject job(ApiObject cronJob) {
    return cronJob.at("spec", "jobTemplate") instanceof ObjectNode template
        ? ApiObject.of(template)
        : ApiObject.of(Json.object());
  }

  private static String containers(ApiObject job, String field) {
    return Cells.field(job.at("spec", "template", "spec", "containers"), field);
  }

  private static String selector(ApiObject job) {
    return Cells.selector(job.at("spec", "selector"));
  }

  private static String status(ApiObject job) {
    for (String condition : List.of("Complete", "Failed")) {
      if (Cells.is(job, condition)) {
        return condition;
      }
    }
    if (job.isBeingDeleted()) {
      return "Terminating";
    }
    for (String condition : List.of("Suspended", "FailureTarget", "SuccessCriteriaMet")) {
      if (Cells.is(job, condition)) {
        return condition;
      }
    }
    return "Running";
  }

  private static String done(ApiObject job) {
    int succeeded = job.integer(0, "status", "succeeded");
    if (job.at("spec").has("completions")) {
      return succeeded + "/" + job.integer(0, "spec", "completions");
    }
    int parallelism = job.integer(0, "spec", "parallelism");
    return succeeded + (parallelism > 1 ? "/1 of " + parallelism : "/1");
  }

  private static String duration(ApiObject job, Instant now) {
    Optional<Instant> start = job.time("status", "startTime");
    Instant end = job.time("status", "completionTime").orElse(now);
    return start.map(since -> Ages.text(Duration.between(since, end))).orElse("");
  }

  private static String suspended(ApiObject cronJob) {
    return switch (cronJob.text("spec", "suspend")) {
      case "" -> Cells.UNSET;
      case "true" -> "True";
      default -> "False";
    };
  }

  private static String lastSchedule(ApiObject cronJob, Instant now) {
    String time = cronJob.text("status", "lastScheduleTime");
    return time.isEmpty() ? Cells.NONE : Ages.since(time, now);
  }
}
