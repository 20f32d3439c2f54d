package io.quarterdeck.model.table;

import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;

/** The tables of devices: what is offered, and who has got which. */
public final class DeviceColumns {
  /** Of classes of devices and of templates of claims. */
  public static final Columns NAMES = Columns.begin().age().end();

  public static final Columns CLAIMS =
      Columns.begin().text("State", "How far it got.", DeviceColumns::state).age().end();

  public static final Columns SLICES =
      Columns.begin()
          .text("Node", "Which node has the devices.", each -> each.text("spec", "nodeName"))
          .text("Driver", "Who offers them.", each -> each.text("spec", "driver"))
          .text(
              "Pool", "The pool that they are part of.", each -> each.text("spec", "pool", "name"))
          .age()
          .end();

  private DeviceColumns() {}

  private static String state(ApiObject claim) {
    List<String> states = new ArrayList<>();
    if (claim.isBeingDeleted()) {
      states.add("deleted");
    }
    if (claim.at("status").has("allocation")) {
      states.add("allocated");
      if (!claim.at("status", "reservedFor").isEmpty()) {
        states.add("reserved");
      }
    } else if (!claim.isBeingDeleted()) {
      states.add("pending");
    }
    return String.join(",", states);
  }
}
