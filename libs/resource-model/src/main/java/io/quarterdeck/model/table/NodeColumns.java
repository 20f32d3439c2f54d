package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The table of nodes. */
public final class NodeColumns {
  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

  public static final Columns COLUMNS =
      Columns.begin()
          .text("Status", "Whether the node is ready for pods.", NodeColumns::status)
          .text("Roles", "What the node is for.", NodeColumns::roles)
          .age()
          .text(
              "Version",
              "The version of the node's agent.",
              node -> node.text("status", "nodeInfo", "kubeletVersion"))
          .wide("Internal-IP", "The address in the cluster.", node -> address(node, "InternalIP"))
          .wide("External-IP", "The address outside.", node -> address(node, "ExternalIP"))
          .wide("OS-Image", "The operating system.", node -> info(node, "osImage"))
          .wide("Kernel-Version", "The kernel.", node -> info(node, "kernelVersion"))
          .wide(
              "Container-Runtime",
              "What runs the containers.",
              node -> info(node, "containerRuntimeVersion"))
          .end();

  private NodeColumns() {}

  private static String status(ApiObject node) {
    List<String> words = new ArrayList<>();
    for (JsonNode condition : node.at("status", "conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        words.add(condition.path("status").asText().equals("True") ? "Ready" : "NotReady");
      }
    }
    if (words.isEmpty()) {
      words.add("Unknown");
    }
    if (node.at("spec", "unschedulable").asBoolean()) {
      words.add("SchedulingDisabled");
    }
    return String.join(",", words);
  }

  private static String roles(ApiObject node) {
    TreeSet<String> roles = new TreeSet<>();
    for (Map.Entry<String, String> label : node.labels().entrySet()) {
      if (label.getKey().startsWith(ROLE_PREFIX)) {
        roles.add(label.getKey().substring(ROLE_PREFIX.length()));
      } else if (label.getKey().equals("kubernetes.io/role")) {
        roles.add(label.getValue());
      }
    }
    return roles.isEmpty() ? "<none>" : String.join(",", roles);
  }

  private static String address(ApiObject node, String type) {
    for (JsonNode address : node.at("status", "addresses")) {
      if (address.path("type").asText().equals(type)) {
        return address.path("address").asText();
      }
    }
    return "<none>";
  }

  private static String info(ApiObject node, String field) {
    String text = node.text("status", "nodeInfo", field);
    return text.isEmpty() ? "<unknown>" : text;
  }
}
