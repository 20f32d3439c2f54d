package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** VolumeAttributesClasses: what a driver is to change of volumes, which itself does not change. */
final class VolumeAttributesStrategy extends SpecStrategy {
  private static final String PARAMETERS = "parameters";
  private static final int PARAMETERS_MAX = 512;
  private static final int PARAMETER_BYTES_MAX = 256 * 1024;

  VolumeAttributesStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject attributes) {
    Problems problems = new Problems();
    problems.named(
        attributes.at("driverName"),
        "driverName",
        name -> Names.qualifiedName(name.toLowerCase(Locale.ROOT)));
    parameters(attributes.at(PARAMETERS), problems);
    return problems.list();
  }

  private static void parameters(JsonNode parameters, Problems problems) {
    if (parameters.size() > PARAMETERS_MAX) {
      problems.tooLong(PARAMETERS, PARAMETERS_MAX);
      return;
    }
    int bytes = 0;
    for (Map.Entry<String, JsonNode> each : parameters.properties()) {
      if (each.getKey().isEmpty()) {
        problems.invalid(PARAMETERS, "", "field can not be empty.");
      }
      bytes += each.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += each.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > PARAMETER_BYTES_MAX) {
      problems.tooLong(PARAMETERS, PARAMETER_BYTES_MAX);
    }
    if (parameters.isEmpty()) {
      problems.required(PARAMETERS, "must contain at least one key/value pair");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject attributes, ApiObject old) {
    Problems problems = new Problems();
    for (String field : List.of("driverName", PARAMETERS)) {
      if (!attributes.at(field).equals(old.at(field))) {
        problems.forbidden(field, "updates to " + field + " are forbidden.");
      }
    }
    return problems.list();
  }
}
