package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files that a volume is made of, from keys and from what is known of the pod. */
final class FileProjections {
  private static final long TOKEN_SECONDS_MIN = 600;
  private static final long TOKEN_SECONDS_MAX = 1L << 32;

  private FileProjections() {}

  /** Checks the files of a ConfigMap or a Secret. */
  static void keys(JsonNode source, String at, Problems problems) {
    LocalPaths.mode(source.path("defaultMode"), at + ".defaultMode", problems);
    problems.each(
        source.path("items"),
        at + ".items",
        (item, each) -> {
          problems.needs(item, each, "key", "path");
          LocalPaths.notReserved(item.path("path"), each + ".path", problems);
          LocalPaths.mode(item.path("mode"), each + ".mode", problems);
        });
  }

  /** Checks files that tell of the pod; what is wrong with one is said of all, as ever. */
  static void ofPod(JsonNode source, String at, Problems problems) {
    LocalPaths.mode(source.path("defaultMode"), at + ".defaultMode", problems);
    for (JsonNode file : source.path("items")) {
      LocalPaths.notReserved(file.path("path"), at + ".path", problems);
      LocalPaths.mode(file.path("mode"), at + ".mode", problems);
      JsonNode field = file.path("fieldRef");
      JsonNode amount = file.path("resourceFieldRef");
      if (!field.isMissingNode()) {
        FieldReferences.field(field, FieldReferences.OF_FILES, at + ".fieldRef", problems);
        if (!amount.isMissingNode()) {
          problems.invalid(
              at, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
        }
      } else if (!amount.isMissingNode()) {
        FieldReferences.amount(amount, true, at + ".resourceFieldRef", problems);
      } else {
        problems.required(at, "one of fieldRef and resourceFieldRef is required");
      }
    }
  }

  /** Checks a volume that puts files of several sources together. */
  static void all(JsonNode projected, String at, Problems problems) {
    LocalPaths.mode(projected.path("defaultMode"), at + ".defaultMode", problems);
    Set<String> paths = new HashSet<>();
    problems.each(
        projected.path("sources"),
        at + ".sources",
        (source, each) -> {
          for (String name : List.of("secret", "configMap")) {
            JsonNode keys = source.path(name);
            if (!keys.isMissingNode()) {
              problems.needs(keys, each + "." + name, "name");
              keys(keys, each + "." + name, problems);
              apart(keys.path("items"), keys.path("name").asText(""), paths, at, problems);
            }
          }
          JsonNode ofPod = source.path("downwardAPI");
          ofPod(ofPod, each + ".downwardAPI", problems);
          ofPod.path("items").forEach(file -> apart(file, paths, at, problems));
          token(source.path("serviceAccountToken"), each, at, problems);
          bundle(source.path("clusterTrustBundle"), each + ".clusterTrustBundle", problems);
          if (!source.path("clusterTrustBundle").isMissingNode()) {
            apart(source.path("clusterTrustBundle"), paths, at, problems);
          }
          if (source.size() > 1) {
            problems.forbidden(each, "may not specify more than 1 volume type per source");
          }
        });
  }

  private static void apart(
      JsonNode items, String owner, Set<String> paths, String at, Problems problems) {
    for (JsonNode item : items) {
      String path = item.path("path").asText("");
      if (!path.isEmpty() && !paths.add(path)) {
        problems.invalid(at, owner, "conflicting duplicate paths");
      }
    }
  }

  private static void apart(JsonNode file, Set<String> paths, String at, Problems problems) {
    String path = file.path("path").asText("");
    if (!path.isEmpty() && !paths.add(path)) {
      problems.invalid(at, path, "conflicting duplicate paths");
    }
  }

  private static void token(JsonNode token, String each, String at, Problems problems) {
    JsonNode seconds = token.path("expirationSeconds");
    String field = each + ".serviceAccountToken.expirationSeconds";
    if (seconds.isNumber() && seconds.asLong() < TOKEN_SECONDS_MIN) {
      problems.invalid(field, seconds, "may not specify a duration less than 10 minutes");
    } else if (seconds.asLong(0) > TOKEN_SECONDS_MAX) {
      problems.invalid(field, seconds, "may not specify a duration larger than 2^32 seconds");
    }
    LocalPaths.notReserved(token.path("path"), at + ".path", problems);
  }

  private static void bundle(JsonNode bundle, String at, Problems problems) {
    if (bundle.isMissingNode()) {
      return;
    }
    boolean named = bundle.has("name");
    boolean signed = bundle.has("signerName");
    if (named && signed) {
      problems.invalid(at, bundle, "only one of name and signerName may be used");
    } else if (named) {
      SignerNames.ofBundle(bundle.path("name"), at + ".name", problems);
      if (bundle.has("labelSelector")) {
        problems.invalid(
            at + ".labelSelector",
            bundle.path("labelSelector"),
            "labelSelector must be unset if name is specified");
      }
    } else if (signed) {
      signer(bundle.path("signerName"), at + ".signerName", problems);
      problems.selector(bundle.path("labelSelector"), at + ".labelSelector");
    } else {
      problems.required(at, "either name or signerName must be specified");
    }
    LocalPaths.notReserved(bundle.path("path"), at + ".path", problems);
  }

  private static void signer(JsonNode signer, String field, Problems problems) {
    if (signer.asText("").isEmpty()) {
      problems.required(field, "must be a valid signer name");
    }
    SignerNames.check(signer, field, problems);
  }
}
