package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** ConfigMaps and Secrets: keys with data, which may be declared unchangeable. */
final class DataStrategy extends SpecStrategy {
  private static final int BYTES_MAX = 1024 * 1024;
  private static final String PLAIN = "stringData";

  private final boolean secret;

  DataStrategy(WriteFacts facts, boolean secret) {
    super(facts);
    this.secret = secret;
  }

  @Override
  public void prepareForCreate(ApiObject object) {
    if (secret && object.text("type").isEmpty()) {
      object.json().put("type", "Opaque");
    }
  }

  @Override
  public void prepareForUpdate(ApiObject object, ApiObject old) {
    if (secret && object.text("type").isEmpty()) {
      object.json().put("type", old.text("type"));
    }
  }

  /** What is given in plain text is kept with the rest. */
  @Override
  public void normalize(ApiObject object) {
    ObjectNode json = object.json();
    JsonNode plain = json.remove(PLAIN);
    if (plain == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> each : plain.properties()) {
      byte[] bytes = each.getValue().asText().getBytes(StandardCharsets.UTF_8);
      json.withObject("/data").put(each.getKey(), Base64.getEncoder().encodeToString(bytes));
    }
  }

  @Override
  public List<FieldError> validate(ApiObject object) {
    List<FieldError> errors = new ArrayList<>();
    long bytes = 0;
    for (String part : List.of("data", "binaryData")) {
      for (Map.Entry<String, JsonNode> each : object.at(part).properties()) {
        checkKey(each.getKey(), part, errors);
        bytes += size(each.getValue().asText(), secret || part.equals("binaryData"));
        if (part.equals("binaryData") && object.at("data").has(each.getKey())) {
          errors.add(
              FieldError.invalid(
                  "data[" + each.getKey() + "]",
                  quoted(each.getKey()),
                  "duplicate of key present in binaryData"));
        }
      }
    }
    if (bytes > BYTES_MAX) {
      errors.add(
          new FieldError(
              FieldError.Type.TOO_LONG,
              // A ConfigMap as a whole is what is too long.
              secret ? "data" : "[]",
              "",
              "may not be more than " + BYTES_MAX + " bytes"));
    }
    if (secret) {
      checkType(object, errors);
    }
    return errors;
  }

  private static long size(String text, boolean base64) {
    if (!base64) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
    return 3L * (text.length() / 4) - padding;
  }

  /** Some types of Secrets promise certain keys. */
  private static void checkType(ApiObject secret, List<FieldError> errors) {
    JsonNode data = secret.at("data");
    switch (secret.text("type")) {
      case "kubernetes.io/service-account-token" -> {
        String account = "kubernetes.io/service-account.name";
        if (secret.annotations().getOrDefault(account, "").isEmpty()) {
          errors.add(FieldError.required("metadata.annotations[" + account + "]", ""));
        }
      }
      case "kubernetes.io/dockercfg" -> checkJson(data, ".dockercfg", errors);
      case "kubernetes.io/dockerconfigjson" -> checkJson(data, ".dockerconfigjson", errors);
      case "kubernetes.io/basic-auth" -> {
        if (!data.has("username") && !data.has("password")) {
          errors.add(FieldError.required("data[username]", ""));
          errors.add(FieldError.required("data[password]", ""));
        }
      }
      case "kubernetes.io/ssh-auth" -> checkPresent(data, "ssh-privatekey", errors);
      case "kubernetes.io/tls" -> {
        checkPresent(data, "tls.crt", errors);
        checkPresent(data, "tls.key", errors);
      }
      default -> {
        // Other types promise nothing.
      }
    }
  }

  private static void checkPresent(JsonNode data, String key, List<FieldError> errors) {
    if (!data.has(key)) {
      errors.add(FieldError.required("data[" + key + "]", ""));
    }
  }

  private static void checkJson(JsonNode data, String key, List<FieldError> errors) {
    checkPresent(data, key, errors);
    if (!data.has(key)) {
      return;
    }
    try {
      Json.parse(Base64.getDecoder().decode(data.path(key).asText()));
    } catch (UncheckedIOException e) {
      // Its message would show what the Secret holds.
      errors.add(
          FieldError.invalid("data[" + key + "]", "\"<secret contents redacted>\"", "is no JSON"));
    }
  }

  private static void checkKey(String key, String part, List<FieldError> errors) {
    for (String problem : ConfigKeys.check(key)) {
      errors.add(FieldError.invalid(part + "[" + key + "]", quoted(key), problem));
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject object, ApiObject old) {
    List<FieldError> errors = new ArrayList<>();
    if (secret && !object.text("type").equals(old.text("type"))) {
      errors.add(FieldError.invalid("type", quoted(object.text("type")), "field is immutable"));
    }
    if (old.at("immutable").asBoolean()) {
      if (!object.at("immutable").asBoolean()) {
        errors.add(frozen("immutable"));
      }
      for (String part : List.of("data", "binaryData")) {
        if (!object.at(part).equals(old.at(part))) {
          errors.add(frozen(part));
        }
      }
    }
    return errors;
  }

  private static FieldError frozen(String field) {
    return FieldError.forbidden(field, "field is immutable when `immutable` is set");
  }
}
