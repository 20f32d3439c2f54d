package io.quarterdeck.model.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.apply.Manager.Operation;
import io.quarterdeck.model.fields.FieldsException;
import io.quarterdeck.model.fields.FieldsV1;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code metadata.managedFields} as objects carry it. */
public final class ManagedFieldsJson {
  private static final String TYPE = "FieldsV1";

  private static final Comparator<Map.Entry<Manager, Managed>> ORDER =
      Comparator.<Map.Entry<Manager, Managed>, Operation>comparing(
              each -> each.getKey().operation())
          .thenComparing(each -> each.getValue().time().orElse(Instant.EPOCH))
          .thenComparing(each -> each.getKey().name())
          .thenComparing(each -> each.getValue().version())
          .thenComparing(each -> each.getKey().subresource());

  private ManagedFieldsJson() {}

  /** The list: those who apply first, then by age. */
  public static ArrayNode write(ManagedFields fields) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    fields.entries().entrySet().stream()
        .sorted(ORDER)
        .forEach(each -> list.add(entry(each.getKey(), each.getValue())));
    return list;
  }

  private static ObjectNode entry(Manager manager, Managed managed) {
    ObjectNode entry = Json.object();
    entry.put("manager", manager.name()).put("operation", manager.operation().text());
    entry.put("apiVersion", managed.version());
    managed.time().ifPresent(time -> entry.put("time", DateTimeFormatter.ISO_INSTANT.format(time)));
    entry.put("fieldsType", TYPE).set("fieldsV1", FieldsV1.write(managed.fields()));
    if (!manager.subresource().isEmpty()) {
      entry.put("subresource", manager.subresource());
    }
    return entry;
  }

  /** Whether a request asks that nobody own anything any longer: one empty entry. */
  public static boolean isReset(JsonNode list) {
    return list.size() == 1 && list.get(0).isObject() && list.get(0).isEmpty();
  }

  /** Reads a list; empty where it cannot be understood as a whole. */
  public static Optional<ManagedFields> read(JsonNode list) {
    try {
      Map<Manager, Managed> entries = new TreeMap<>();
      for (JsonNode each : list) {
        read(each, entries);
      }
      return Optional.of(ManagedFields.of(entries));
    } catch (FieldsException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void read(JsonNode entry, Map<Manager, Managed> entries) throws FieldsException {
    String operation = entry.path("operation").asText("");
    String version = entry.path("apiVersion").asText("");
    if (version.isEmpty() || !entry.path("fieldsType").asText("").equals(TYPE)) {
      throw new FieldsException("an entry needs a version and the type " + TYPE);
    }
    Operation known =
        Arrays.stream(Operation.values())
            .filter(each -> each.text().equals(operation))
            .findFirst()
            .orElseThrow(() -> new FieldsException("unknown operation " + operation));
    Manager manager =
        new Manager(
            entry.path("manager").asText(""),
            known,
            known == Operation.APPLY ? "" : version,
            entry.path("subresource").asText(""));
    JsonNode fields = entry.path("fieldsV1");
    entries.put(
        manager,
        new Managed(
            FieldsV1.read(fields.isObject() ? fields : Json.object()), version, time(entry)));
  }

  private static Optional<Instant> time(JsonNode entry) {
    String time = entry.path("time").asText("");
    return time.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.parse(time).truncatedTo(ChronoUnit.SECONDS));
  }
}
