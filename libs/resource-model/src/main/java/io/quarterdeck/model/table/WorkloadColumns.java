package io.quarterdeck.model.table;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.selector.LabelSelector;
import java.util.Locale;

/** The tables of what runs pods, and of what it runs them by. */
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

  public static final Columns REPLICATION_CONTROLLERS =
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
          .wide(
              "Selector",
              "Which pods belong to it.",
              each -> Cells.orNone(LabelSelector.ofMap(each.at("spec", "selector")).toString()))
          .end();

  public static final Columns STATEFUL_SETS =
      Columns.begin()
          .text(
              "Ready",
              "How many replicas are ready, of how many.",
              each ->
                  each.integer(0, "status", "readyReplicas")
                      + "/"
                      + each.integer(0, "spec", "replicas"))
          .age()
          .wide("Containers", "The names of the containers.", each -> containers(each, "name"))
          .wide("Images", "The images of the containers.", each -> containers(each, "image"))
          .end();

  public static final Columns DAEMON_SETS =
      Columns.begin()
          .number(
              "Desired",
              "How many nodes are to run a pod.",
              each -> each.integer(0, "status", "desiredNumberScheduled"))
          .number(
              "Current",
              "How many of them have one.",
              each -> each.integer(0, "status", "currentNumberScheduled"))
          .number(
              "Ready",
              "How many have one that is ready.",
              each -> each.integer(0, "status", "numberReady"))
          .number(
              "Up-to-date",
              "How many have one of the current template.",
              each -> each.integer(0, "status", "updatedNumberScheduled"))
          .number(
              "Available",
              "How many have one that has been ready for long enough.",
              each -> each.integer(0, "status", "numberAvailable"))
          .text("Node Selector", "Which nodes are meant.", WorkloadColumns::nodes)
          .age()
          .wide("Containers", "The names of the containers.", each -> containers(each, "name"))
          .wide("Images", "The images of the containers.", each -> containers(each, "image"))
          .wide("Selector", "Which pods belong to it.", WorkloadColumns::selector)
          .end();

  public static final Columns CONTROLLER_REVISIONS =
      Columns.begin()
          .text("Controller", "Whose revision it is.", WorkloadColumns::controller)
          .number("Revision", "Its number.", each -> each.integer(0, "revision"))
          .age()
          .end();

  public static final Columns POD_TEMPLATES =
      Columns.begin()
          .text(
              "Containers",
              "The names of the containers.",
              each -> Cells.field(each.at("template", "spec", "containers"), "name"))
          .text(
              "Images",
              "The images of the containers.",
              each -> Cells.field(each.at("template", "spec", "containers"), "image"))
          .text(
              "Pod Labels",
              "The labels of its pods.",
              each ->
                  Cells.orNone(
                      LabelSelector.ofMap(each.at("template", "metadata", "labels")).toString()))
          .end();

  private WorkloadColumns() {}

  private static String nodes(ApiObject set) {
    return Cells.orNone(
        LabelSelector.ofMap(set.at("spec", "template", "spec", "nodeSelector")).toString());
  }

  private static String controller(ApiObject revision) {
    return revision
        .controller()
        .map(
            owner -> {
              String apiVersion = owner.apiVersion();
              int slash = apiVersion.indexOf('/');
              String group = slash < 0 ? "" : "." + apiVersion.substring(0, slash);
              return owner.kind().toLowerCase(Locale.ROOT) + group + "/" + owner.name();
            })
        .orElse(Cells.NONE);
  }

  private static String containers(ApiObject object, String field) {
    return Cells.field(object.at("spec", "template", "spec", "containers"), field);
  }

  private static String selector(ApiObject object) {
    return Cells.selector(object.at("spec", "selector"));
  }
}
