package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** CSINodes: the drivers of volumes that a node has, each of which stays as it was added. */
final class CsiNodeStrategy extends SpecStrategy {
  private static final String DRIVERS = "spec.drivers";
  private static final int NODE_ID_BYTES_MAX = 256;

  CsiNodeStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject node) {
    Problems problems = new Problems();
    Set<String> names = new HashSet<>();
    JsonNode drivers = node.at("spec", "drivers");
    for (int i = 0; i < drivers.size(); i++) {
      JsonNode driver = drivers.get(i);
      String at = DRIVERS + "[" + i + "]";
      CsiDriverStrategy.name(driver.path("name"), at + ".name", problems);
      nodeId(driver.path("nodeID"), at + ".nodeID", problems);
      problems.notNegative(driver.path("allocatable"), at + ".allocatable", "count");
      String name = driver.path("name").asText("");
      if (!names.add(name)) {
        problems.duplicate(at + ".name", name);
      }
      topology(driver.path("topologyKeys"), at, problems);
    }
    return problems.list();
  }

  private static void nodeId(JsonNode id, String field, Problems problems) {
    if (id.asText("").getBytes(StandardCharsets.UTF_8).length > NODE_ID_BYTES_MAX) {
      problems.invalid(field, id, "must be " + NODE_ID_BYTES_MAX + " characters or less");
    }
  }

  /** Messages name the driver, not the key. */
  private static void topology(JsonNode keys, String driver, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (JsonNode key : keys) {
      if (key.asText().isEmpty()) {
        problems.required(driver, "");
      }
      if (!seen.add(key.asText())) {
        problems.duplicate(driver, key.asText());
      }
      problems.ruled(key, driver, Names::qualifiedName);
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject node, ApiObject old) {
    Problems problems = new Problems();
    for (JsonNode before : old.at("spec", "drivers")) {
      for (JsonNode driver : node.at("spec", "drivers")) {
        if (driver.path("name").equals(before.path("name"))) {
          problems.immutable(fixed(driver), fixed(before), DRIVERS);
        }
      }
    }
    return problems.list();
  }

  /** How many volumes a driver can attach may change. */
  private static JsonNode fixed(JsonNode driver) {
    ObjectNode fixed = driver.deepCopy();
    fixed.remove("allocatable");
    return fixed;
  }
}
