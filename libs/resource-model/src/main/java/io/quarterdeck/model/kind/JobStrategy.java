package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.selector.LabelSelector;
import java.util.List;
import java.util.Map;

/** Jobs: pods that are to end, found by labels that no other Job's pods have. */
final class JobStrategy extends SpecStrategy {
  static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";

  private static final List<String> FIXED =
      List.of(
          "selector",
          "completionMode",
          "podFailurePolicy",
          "backoffLimitPerIndex",
          "managedBy",
          "successPolicy");

  /** What of a template may change as long as the Job is suspended. */
  private static final List<String> WHILE_SUSPENDED =
      List.of("nodeSelector", "affinity", "tolerations", "schedulingGates");

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

  @Override
  public void prepareForCreate(ApiObject job) {
    super.prepareForCreate(job);
    if (!job.at("spec", "manualSelector").asBoolean()) {
      generateSelector(job);
    }
  }

  private static void generateSelector(ApiObject job) {
    ObjectNode labels = job.json().withObject("/spec/template/metadata/labels");
    boolean sameLabels =
        job.at("metadata", "labels").isEmpty() || labels.equals(job.at("metadata", "labels"));
    Map<String, String> generated =
        Map.of(
            CONTROLLER_UID,
            job.uid(),
            "controller-uid",
            job.uid(),
            "batch.kubernetes.io/job-name",
            job.name(),
            "job-name",
            job.name());
    generated.forEach((key, value) -> labels.putIfAbsent(key, labels.textNode(value)));
    job.json()
        .withObject("/spec/selector/matchLabels")
        .putIfAbsent(CONTROLLER_UID, labels.textNode(job.uid()));
    if (sameLabels) {
      job.json().withObject("/metadata").set("labels", labels.deepCopy());
    }
  }

  @Override
  public List<FieldError> validate(ApiObject job) {
    Problems problems = new Problems();
    JobRules.check(job.at("spec"), "spec", problems);
    JsonNode selector = job.at("spec", "selector");
    if (selector.isMissingNode()) {
      problems.required("spec.selector", "");
    } else if (SelectorValidation.check(selector, "").isEmpty()) {
      TemplateRules.matches(LabelSelector.ofObject(selector), job, problems);
    }
    problems.selector(selector, "spec.selector");
    boolean manual = job.at("spec", "manualSelector").asBoolean();
    String uid = selector.path("matchLabels").path(CONTROLLER_UID).asText("");
    String legacy = selector.path("matchLabels").path("controller-uid").asText("");
    if (!manual && !uid.equals(job.uid()) && !legacy.equals(job.uid())) {
      problems.invalid("spec.selector", selector, "`selector` not auto-generated");
    }
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject job, ApiObject old) {
    Problems problems = new Problems();
    for (String field : FIXED) {
      problems.immutable(job.at("spec", field), old.at("spec", field), "spec." + field);
    }
    if (!growsEvenly(job)) {
      problems.immutable(
          job.at("spec", "completions"), old.at("spec", "completions"), "spec.completions");
    }
    JsonNode template = job.at("spec", "template");
    boolean suspended = old.at("spec", "suspend").asBoolean() && !old.at("status").has("startTime");
    if (!comparable(job, suspended).equals(comparable(old, suspended))) {
      problems.invalid("spec.template", template, "field is immutable");
    }
    return problems.list();
  }

  /** An indexed Job may grow or shrink when as many pods run as are to complete. */
  private static boolean growsEvenly(ApiObject job) {
    return job.text("spec", "completionMode").equals("Indexed")
        && job.at("spec", "completions").equals(job.at("spec", "parallelism"));
  }

  private static JsonNode comparable(ApiObject job, boolean suspended) {
    ObjectNode template = job.copy().json().withObject("/spec/template");
    if (suspended) {
      template.remove("metadata");
      template.withObject("/spec").remove(WHILE_SUSPENDED);
    }
    return template;
  }
}
