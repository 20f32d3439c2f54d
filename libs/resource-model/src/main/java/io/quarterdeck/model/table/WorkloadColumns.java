package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.selector.LabelSelector;
import java.util.StringJoiner;

/** The tables of Deployments and ReplicaSets. */
public final class WorkloadColumns {
  public static final Columns DEPLOYMENTS =
      Columns.begin()
          .text(
              "Ready",
              "How many replicas are ready, of how many.",
              each ->
                  each.integer(0, "status", "readyReplicas")
                      + "/"
                      + each.integer(0, "spec", "replicas"))
          .number(
              "Up-to-date",
              "How many replicas are of the current template.",
              each -> each.integer(0, "status", "updatedReplicas"))
          .number(
              "Available",
              "How many replicas have been ready for long enough.",
              each -> each.integer(0, "status", "availableReplicas"))
          .age()
          .wide("Containers", "The names of the containers.", each -> containers(each, "name"))
          .wide("Images", "The images of the containers.", each -> containers(each, "image"))
          .wide("Selector", "Which pods belong to it.", WorkloadColumns::selector)
          .end();

  public static final Columns REPLICA_SETS =
      Columns.begin()
          .number(
              "Desired",
              "How many replicas are wanted.",
              each -> each.integer(0, "spec", "replicas"))
          .number(
              "Current", "How many replicas exist.", each -> each.integer(0, "status", "replicas"))
          .number(
              "Ready",
              "How many replicas are ready.",
              each -> each.integer(0, "status", "readyReplicas"))
          .age()
          .wide("Containers", "The names of the containers.", each -> containers(each, "name"))
          .wide("Images", "The images of the containers.", each -> containers(each, "image"))
          .wide("Selector", "Which pods belong to it.", WorkloadColumns::selector)
          .end();

  private WorkloadColumns() {}

  private static String containers(ApiObject object, String field) {
    StringJoiner joined = new StringJoiner(",");
    for (JsonNode container : object.at("spec", "template", "spec", "containers")) {
      joined.add(container.path(field).asText());
    }
    return joined.toString();
  }

  private static String selector(ApiObject object) {
    return LabelSelector.ofObject(object.at("spec", "selector")).toString();
  }
}
