package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.Locale;
import java.util.regex.Pattern;

/** The kinds of volumes that are reached over a network, most of them from before there was CSI. */
final class NetworkVolumes {
  private static final int LUN_MAX = 255;
  private static final int TENANT_MAX = 64;
  private static final Pattern IQN =
      Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.[\\p{Alnum}-.]+:[^,;*&$|\\s]+$");
  private static final Pattern EUI = Pattern.compile("^eui.\\p{Alnum}{16}$");
  private static final Pattern NAA = Pattern.compile("^naa.\\p{Alnum}{32}$");
  private static final Pattern HOST_PORT = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*):[^:]*");

  private NetworkVolumes() {}

  static void check(String name, JsonNode source, String at, Problems problems) {
    switch (name) {
      case "nfs" -> {
        if (!source.path("path").asText("").startsWith("/")) {
          problems.invalid(at + ".path", source.path("path"), "must be an absolute path");
        }
      }
      case "iscsi" -> iscsi(source, at, problems);
      case "fc" -> fibre(source, at, problems);
      case "flocker" -> flocker(source, at, problems);
      case "rbd", "cephfs" -> problems.needs(source, at, "monitors");
      case "cinder" -> secret(source, at, problems);
      case "quobyte" -> quobyte(source, at, problems);
      case "flexVolume" -> flex(source, at, problems);
      case "azureDisk" -> disk(source, at, problems);
      case "scaleIO" -> problems.needs(source, at, "volumeName");
      case "storageos" -> {
        problems.needs(source, at, "volumeName");
        problems.named(source.path("volumeName"), at + ".volumeName", Names::dnsLabel);
        problems.named(source.path("volumeNamespace"), at + ".volumeNamespace", Names::dnsLabel);
        secret(source, at, problems);
      }
      default -> {
        // Of the others there is no more to say than which fields they need.
      }
    }
  }

  private static void secret(JsonNode source, String at, Problems problems) {
    if (source.has("secretRef")) {
      problems.needs(source.path("secretRef"), at + ".secretRef", "name");
    }
  }

  private static void iscsi(JsonNode source, String at, Problems problems) {
    if (!source.path("iqn").asText("").isEmpty()) {
      initiator(source.path("iqn"), at + ".iqn", problems);
    }
    problems.between(0, LUN_MAX, source.path("lun"), at + ".lun");
    boolean authenticated =
        source.path("chapAuthDiscovery").asBoolean() || source.path("chapAuthSession").asBoolean();
    if (authenticated && !source.has("secretRef")) {
      problems.required(at + ".secretRef", "");
    }
    if (source.has("initiatorName")) {
      initiator(source.path("initiatorName"), at + ".initiatorname", problems);
    }
  }

  private static void initiator(JsonNode name, String field, Problems problems) {
    String text = name.asText("");
    if (!text.startsWith("iqn") && !text.startsWith("eui") && !text.startsWith("naa")) {
      problems.invalid(field, name, "must be valid format starting with iqn, eui, or naa");
      return;
    }
    Pattern form = text.startsWith("iqn") ? IQN : text.startsWith("eui") ? EUI : NAA;
    if (!form.matcher(text).find()) {
      problems.invalid(field, name, "must be valid format");
    }
  }

  private static void fibre(JsonNode source, String at, Problems problems) {
    JsonNode targets = source.path("targetWWNs");
    JsonNode ids = source.path("wwids");
    String field = at + ".targetWWNs";
    if (targets.isEmpty() && ids.isEmpty()) {
      problems.required(field, "must specify either targetWWNs or wwids, but not both");
    } else if (!targets.isEmpty() && !ids.isEmpty()) {
      problems.invalid(field, targets, "targetWWNs and wwids can not be specified simultaneously");
    }
    if (!targets.isEmpty() && !source.has("lun")) {
      problems.required(at + ".lun", "lun is required if targetWWNs is specified");
    } else if (!targets.isEmpty()) {
      problems.between(0, LUN_MAX, source.path("lun"), at + ".lun");
    }
  }

  private static void flocker(JsonNode source, String at, Problems problems) {
    String name = source.path("datasetName").asText("");
    String uid = source.path("datasetUUID").asText("");
    if (name.isEmpty() && uid.isEmpty()) {
      problems.required(at, "one of datasetName and datasetUUID is required");
    } else if (!name.isEmpty() && !uid.isEmpty()) {
      problems.invalid(
          at, "resource", "datasetName and datasetUUID can not be specified simultaneously");
    }
    if (name.contains("/")) {
      problems.invalid(at + ".datasetName", name, "must not contain '/'");
    }
  }

  private static void quobyte(JsonNode source, String at, Problems problems) {
    String registry = source.path("registry").asText("");
    if (source.path("tenant").asText("").length() > TENANT_MAX) {
      problems.required(
          at + ".tenant", "must be a UUID and may not exceed a length of 64 characters");
      return;
    }
    for (String pair : registry.split(",", -1)) {
      if (!HOST_PORT.matcher(pair).matches()) {
        problems.invalid(
            at + ".registry",
            registry,
            "must be a host:port pair or multiple pairs separated by commas");
      }
    }
  }

  private static void flex(JsonNode source, String at, Problems problems) {
    source
        .path("options")
        .fieldNames()
        .forEachRemaining(
            option -> {
              String owner = "." + option.split("/", 2)[0].toLowerCase(Locale.ROOT);
              if (owner.endsWith(".kubernetes.io") || owner.endsWith(".k8s.io")) {
                problems.invalid(
                    at + ".options[" + option + "]",
                    option,
                    "kubernetes.io and k8s.io namespaces are reserved");
              }
            });
  }

  private static void disk(JsonNode source, String at, Problems problems) {
    JsonNode kind = source.path("kind");
    JsonNode uri = source.path("diskURI");
    problems.oneOf(
        source.path("cachingMode"), at + ".cachingMode", "None", "ReadOnly", "ReadWrite");
    problems.oneOf(kind, at + ".kind", "Dedicated", "Managed", "Shared");
    boolean managed = kind.asText("").equals("Managed");
    if (managed && !uri.asText("").startsWith("/subscriptions/")) {
      problems.oneOf(
          uri,
          at + ".diskURI",
          "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/"
              + "{disk-id}");
    } else if (kind.isTextual() && !managed && !uri.asText("").startsWith("https://")) {
      problems.oneOf(
          uri,
          at + ".diskURI",
          "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
    }
  }
}
