package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Events: about an object, which their selectors name. */
final class EventStrategy implements Strategy {
  private static final String ABOUT = "involvedObject.namespace";
  private static final String ELSEWHERE = "does not match event.namespace";
  private static final Set<String> OF_CLUSTER = Set.of("default", "kube-system");
  private static final int WORD_BYTES_MAX = 128;
  private static final int NOTE_BYTES_MAX = 1024;

  @Override
  public Set<String> selectableFields() {
    return Set.of(
        "metadata.name",
        "metadata.namespace",
        "involvedObject.kind",
        "involvedObject.namespace",
        "involvedObject.name",
        "involvedObject.uid",
        "involvedObject.apiVersion",
        "involvedObject.resourceVersion",
        "involvedObject.fieldPath",
        "reason",
        "reportingComponent",
        "source",
        "type");
  }

  @Override
  public String field(ApiObject event, String field) {
    if (!field.equals("source")) {
      return Strategy.super.field(event, field);
    }
    String component = event.text("source", "component");
    return component.isEmpty() ? event.text("reportingComponent") : component;
  }

  /** Only a path bounds what the core lets an Event be called. */
  @Override
  public List<String> checkName(String name) {
    return Names.pathSegment(name);
  }

  @Override
  public List<FieldError> validate(ApiObject event) {
    Problems problems = new Problems();
    if (event.text("eventTime").isEmpty()) {
      ofOldForm(event, problems);
    } else {
      ofNewForm(event, problems);
    }
    problems.named(event.at("metadata", "namespace"), "namespace", Names::dnsSubdomain);
    return problems.list();
  }

  /** An Event is where its object is; that of an object of the cluster is in a known place. */
  private static void ofOldForm(ApiObject event, Problems problems) {
    String about = event.text("involvedObject", "namespace");
    boolean ofCluster = about.isEmpty() && event.namespace().equals("default");
    if (!ofCluster && !about.equals(event.namespace())) {
      problems.invalid(ABOUT, about, ELSEWHERE);
    }
  }

  /** The time of an Event tells that its writer says who and what it is. */
  private static void ofNewForm(ApiObject event, Problems problems) {
    if (event.text("involvedObject", "namespace").isEmpty()
        && !OF_CLUSTER.contains(event.namespace())) {
      problems.invalid(ABOUT, "", ELSEWHERE);
    }
    String controller = event.text("reportingComponent");
    if (controller.isEmpty()) {
      problems.required("reportingController", "");
    }
    for (String problem : Names.qualifiedName(controller)) {
      problems.invalid("reportingController", controller, problem);
    }
    for (String field : List.of("reportingInstance", "action", "reason")) {
      if (event.text(field).isEmpty()) {
        problems.required(field, "");
      }
      atMost(WORD_BYTES_MAX, event, field, problems);
    }
    atMost(NOTE_BYTES_MAX, event, "message", problems);
  }

  private static void atMost(int bytes, ApiObject event, String field, Problems problems) {
    if (event.text(field).getBytes(StandardCharsets.UTF_8).length > bytes) {
      problems.invalid(field, "", "can have at most " + bytes + " characters");
    }
  }
}
