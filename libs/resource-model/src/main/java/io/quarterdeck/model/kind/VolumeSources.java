package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import io.quarterdeck.model.quantity.Quantity;
import java.util.Locale;

/** What a volume of a pod may be, beyond what the schema says of each kind of volume. */
final class VolumeSources {
  private static final int DRIVER_MAX = 63;
  private static final int PARTITION_MAX = 255;

  private VolumeSources() {}

  /**
   * Checks the source of a volume.
   *
   * @param name which of the kinds it is, as the field is called
   */
  static void check(String name, JsonNode source, String at, Problems problems) {
    switch (name) {
      case "emptyDir" -> emptyDir(source, at, problems);
      case "hostPath" -> LocalPaths.noBacksteps(source.path("path"), at + ".path", problems);
      case "gitRepo" ->
          LocalPaths.descending(source.path("directory"), at + ".directory", problems);
      case "gcePersistentDisk" ->
          partition(source, at.replace(".gcePersistentDisk", ".persistentDisk"), problems);
      case "awsElasticBlockStore" -> partition(source, at, problems);
      case "secret" -> {
        problems.needs(source, at, "secretName");
        FileProjections.keys(source, at, problems);
      }
      case "configMap" -> {
        problems.needs(source, at, "name");
        FileProjections.keys(source, at, problems);
      }
      case "downwardAPI" -> FileProjections.ofPod(source, at, problems);
      case "projected" -> FileProjections.all(source, at, problems);
      case "csi" -> csi(source, at, problems);
      case "ephemeral" -> ephemeral(source, at, problems);
      case "image" -> problems.needs(source, at, "reference");
      default -> NetworkVolumes.check(name, source, at, problems);
    }
  }

  private static void emptyDir(JsonNode source, String at, Problems problems) {
    JsonNode limit = source.path("sizeLimit");
    if (Quantity.parse(limit.asText("0")).amount().signum() < 0) {
      problems.forbidden(at + ".sizeLimit", "SizeLimit field must be a valid resource quantity");
    }
  }

  private static void partition(JsonNode source, String at, Problems problems) {
    JsonNode partition = source.path("partition");
    if (partition.asInt(0) < 0 || partition.asInt(0) > PARTITION_MAX) {
      problems.invalid(at + ".partition", partition, "must be between 1 and 255, inclusive");
    }
  }

  private static void csi(JsonNode source, String at, Problems problems) {
    JsonNode driver = source.path("driver");
    problems.needs(source, at, "driver");
    problems.longest(DRIVER_MAX, driver, at + ".driver");
    Names.dnsSubdomain(driver.asText("").toLowerCase(Locale.ROOT))
        .forEach(problem -> problems.invalid(at + ".driver", driver.asText(""), problem));
    JsonNode secret = source.path("nodePublishSecretRef");
    if (!secret.isMissingNode()) {
      problems.needs(secret, at + ".nodePublishSecretRef", "name");
      problems.named(secret.path("name"), at + ".name", Names::dnsSubdomain);
    }
  }

  private static void ephemeral(JsonNode source, String at, Problems problems) {
    String field = at + ".volumeClaimTemplate";
    JsonNode template = source.path("volumeClaimTemplate");
    if (template.isMissingNode()) {
      problems.required(field, "");
      return;
    }
    problems.labels(template.path("metadata").path("labels"), field + ".metadata.labels");
    template
        .path("metadata")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("labels") && !name.equals("annotations")) {
                problems.forbidden(field + ".metadata." + name, "cannot be set");
              }
            });
    ClaimStrategy.spec(template.path("spec"), field + ".spec", problems);
  }
}
