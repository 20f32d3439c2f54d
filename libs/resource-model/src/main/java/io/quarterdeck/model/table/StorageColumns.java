package io.quarterdeck.model.table;

import io.quarterdeck.model.ApiObject;
import java.util.List;

/** The tables of where volumes come from. */
public final class StorageColumns {
  private static final List<String> IS_DEFAULT =
      List.of(
          "storageclass.kubernetes.io/is-default-class",
          "storageclass.beta.kubernetes.io/is-default-class");

  public static final Columns STORAGE_CLASSES =
      Columns.begin(StorageColumns::className)
          .text("Provisioner", "Who makes volumes of it.", each -> each.text("provisioner"))
          .text(
              "ReclaimPolicy",
              "What becomes of a released volume.",
              each -> each.text("reclaimPolicy"))
          .text(
              "VolumeBindingMode", "When a claim is bound.", each -> each.text("volumeBindingMode"))
          .text(
              "AllowVolumeExpansion",
              "Whether its volumes may grow.",
              each -> Boolean.toString(each.at("allowVolumeExpansion").asBoolean()))
          .age()
          .end();

  public static final Columns VOLUME_ATTACHMENTS =
      Columns.begin()
          .text("Attacher", "Who attaches it.", each -> each.text("spec", "attacher"))
          .text("PV", "Which volume.", each -> each.text("spec", "source", "persistentVolumeName"))
          .text("Node", "To which node.", each -> each.text("spec", "nodeName"))
          .flag(
              "Attached",
              "Whether it is attached.",
              each -> each.at("status", "attached").asBoolean())
          .age()
          .end();

  public static final Columns CSI_NODES =
      Columns.begin()
          .number("Drivers", "How many it has.", each -> each.at("spec", "drivers").size())
          .age()
          .end();

  public static final Columns CSI_DRIVERS =
      Columns.begin()
          .flag(
              "AttachRequired",
              "Whether its volumes are attached first.",
              each -> each.at("spec", "attachRequired").asBoolean(true))
          .flag(
              "PodInfoOnMount",
              "Whether it is told of the pod.",
              each -> each.at("spec", "podInfoOnMount").asBoolean())
          .flag(
              "StorageCapacity",
              "Whether it says how much is left.",
              each -> each.at("spec", "storageCapacity").asBoolean())
          .text("TokenRequests", "Which tokens it needs.", StorageColumns::tokens)
          .flag(
              "RequiresRepublish",
              "Whether it is called again and again.",
              each -> each.at("spec", "requiresRepublish").asBoolean())
          .text(
              "Modes",
              "What kinds of volumes it makes.",
              each -> Cells.orNone(Cells.joined(each.at("spec", "volumeLifecycleModes"))))
          .age()
          .end();

  public static final Columns CSI_STORAGE_CAPACITIES =
      Columns.begin()
          .text("StorageClassName", "Of which class.", each -> each.text("storageClassName"))
          .text("Capacity", "How much is left.", each -> Cells.orUnset(each.text("capacity")))
          .end();

  public static final Columns VOLUME_ATTRIBUTES =
      Columns.begin()
          .text("DriverName", "Who changes volumes so.", each -> each.text("driverName"))
          .age()
          .end();

  private StorageColumns() {}

  private static String className(ApiObject storageClass) {
    boolean isDefault =
        IS_DEFAULT.stream().anyMatch(each -> "true".equals(storageClass.annotations().get(each)));
    return storageClass.name() + (isDefault ? " (default)" : "");
  }

  private static String tokens(ApiObject driver) {
    return Cells.orUnset(Cells.field(driver.at("spec", "tokenRequests"), "audience"));
  }
}
