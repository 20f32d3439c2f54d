package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the spec of a Job must be, in a Job and in the template of a CronJob. */
final class JobRules {
  private static final int INDEXED_MAX = 100_000;
  private static final List<String> NUMBERS =
      List.of(
          "parallelism",
          "completions",
          "activeDeadlineSeconds",
          "backoffLimit",
          "ttlSecondsAfterFinished",
          "backoffLimitPerIndex",
          "maxFailedIndexes");

  private JobRules() {}

  static void check(JsonNode spec, String at, Problems problems) {
    problems.notNegative(spec, at, NUMBERS.toArray(String[]::new));
    indexed(spec, at, problems);
    TemplateRules.pods(spec.path("template"), at + ".template", problems);
    String field = at + ".template.spec.restartPolicy";
    JsonNode restart = spec.path("template").path("spec").path("restartPolicy");
    if (!List.of("OnFailure", "Never").contains(restart.asText(""))) {
      problems.required(field, "valid values: \"OnFailure\", \"Never\"");
    } else if (spec.has("podFailurePolicy") && !restart.asText().equals("Never")) {
      problems.invalid(
          field, restart, "only \"Never\" is supported when podFailurePolicy is specified");
    }
  }

  private static void indexed(JsonNode spec, String at, Problems problems) {
    boolean indexed = spec.path("completionMode").asText("").equals("Indexed");
    JsonNode parallelism = spec.path("parallelism");
    if (indexed && !spec.has("completions")) {
      problems.required(at + ".completions", "when completion mode is Indexed");
    }
    if (indexed && parallelism.asInt(0) > INDEXED_MAX) {
      problems.invalid(
          at + ".parallelism",
          parallelism,
          "must be less than or equal to " + INDEXED_MAX + " when completion mode is Indexed");
    }
    for (String field : List.of("backoffLimitPerIndex", "maxFailedIndexes", "successPolicy")) {
      if (!indexed && spec.has(field)) {
        problems.invalid(at + "." + field, spec.path(field), "requires indexed completion mode");
      }
    }
  }
}
