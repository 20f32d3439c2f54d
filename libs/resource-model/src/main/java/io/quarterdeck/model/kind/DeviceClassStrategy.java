package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** DeviceClasses: which devices belong together, and how they are set up. */
final class DeviceClassStrategy extends SpecStrategy {
  private static final String EXTENDED = "spec.extendedResourceName";

  DeviceClassStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject deviceClass) {
    Problems problems = new Problems();
    JsonNode spec = deviceClass.at("spec");
    DeviceParts.selectors(spec.path("selectors"), "spec.selectors", problems);
    problems.each(
        spec.path("config"),
        "spec.config",
        DeviceParts.CONFIGURATIONS_MAX,
        (configuration, at) -> DeviceParts.configuration(configuration, at, problems));
    JsonNode extended = spec.path("extendedResourceName");
    if (extended.isTextual() && !isExtended(extended.textValue())) {
      problems.invalid(EXTENDED, extended, "must be a valid extended resource name");
    }
    return problems.list();
  }

  /** A name in a domain that is not Kubernetes' own, which quotas can name too. */
  private static boolean isExtended(String name) {
    return name.contains("/")
        && !name.contains("kubernetes.io/")
        && !name.startsWith("requests.")
        && Names.qualifiedName("requests." + name).isEmpty();
  }
}
