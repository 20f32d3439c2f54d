package io.quarterdeck.gateway.subresource;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the reviews of access ask, and of whom. Pure. */
final class AccessReview {
  private static final String RESOURCE = "resourceAttributes";
  private static final String NON_RESOURCE = "nonResourceAttributes";

  private AccessReview() {}

  /** In a review of one's own access. */
  static List<FieldError> wrongInOwn(ApiObject review) {
    List<FieldError> errors = new ArrayList<>(wrongInAsked(review));
    errors.addAll(wrongInMetadata(review, Set.of(), "must be empty"));
    return errors;
  }

  /** In one of anybody's. */
  static List<FieldError> wrongInAny(ApiObject review) {
    List<FieldError> errors = new ArrayList<>(wrongInAskedOfSomebody(review));
    errors.addAll(wrongInMetadata(review, Set.of(), "must be empty"));
    return errors;
  }

  /** In one of anybody's in one namespace. */
  static List<FieldError> wrongInLocal(ApiObject review, String namespace) {
    List<FieldError> errors = new ArrayList<>(wrongInAskedOfSomebody(review));
    errors.addAll(
        wrongInMetadata(review, Set.of("namespace"), "must be empty except for namespace"));
    String asked = review.text("spec", RESOURCE, "namespace");
    if (review.at("spec", RESOURCE).isObject() && !asked.equals(namespace)) {
      errors.add(
          FieldError.invalid(
              "spec." + RESOURCE + ".namespace",
              '"' + asked + '"',
              "must match metadata.namespace"));
    }
    if (review.at("spec", NON_RESOURCE).isObject()) {
      errors.add(
          FieldError.invalid(
              "spec." + NON_RESOURCE,
              review.at("spec", NON_RESOURCE).toString(),
              "disallowed on this kind of request"));
    }
    return errors;
  }

  private static List<FieldError> wrongInAsked(ApiObject review) {
    boolean resource = review.at("spec", RESOURCE).isObject();
    boolean path = review.at("spec", NON_RESOURCE).isObject();
    if (resource && path) {
      return List.of(
          FieldError.invalid(
              "spec." + NON_RESOURCE,
              review.at("spec", NON_RESOURCE).toString(),
              "cannot be specified in combination with " + RESOURCE));
    }
    if (!resource && !path) {
      return List.of(
          FieldError.invalid(
              "spec." + RESOURCE,
              "null",
              "exactly one of " + NON_RESOURCE + " or " + RESOURCE + " must be specified"));
    }
    return List.of();
  }

  private static List<FieldError> wrongInAskedOfSomebody(ApiObject review) {
    List<FieldError> errors = new ArrayList<>(wrongInAsked(review));
    if (review.text("spec", "user").isEmpty() && review.at("spec", "groups").isEmpty()) {
      errors.add(
          FieldError.invalid(
              "spec.user", "\"\"", "at least one of user or group must be specified"));
    }
    return errors;
  }

  /** Nothing is stored, so there is nothing to name or to label. */
  private static List<FieldError> wrongInMetadata(
      ApiObject review, Set<String> allowed, String complaint) {
    boolean empty =
        review.at("metadata").properties().stream()
            .filter(field -> !allowed.contains(field.getKey()))
            .filter(field -> !field.getKey().equals("managedFields"))
            .allMatch(field -> isUnset(field.getValue()));
    return empty
        ? List.of()
        : List.of(FieldError.invalid("metadata", review.at("metadata").toString(), complaint));
  }

  private static boolean isUnset(JsonNode value) {
    return value.isValueNode() ? value.asText("").isEmpty() : value.isEmpty();
  }

  static User subject(ApiObject review) {
    Map<String, List<String>> extra = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : review.at("spec", "extra").properties()) {
      extra.put(each.getKey(), texts(each.getValue()));
    }
    return new User(
        review.text("spec", "user"),
        review.text("spec", "uid"),
        texts(review.at("spec", "groups")),
        Map.copyOf(extra));
  }

  static RequestInfo asked(ApiObject review) {
    if (review.at("spec", RESOURCE).isObject()) {
      return new RequestInfo(
          true,
          review.text("spec", RESOURCE, "verb"),
          "",
          review.text("spec", RESOURCE, "group"),
          review.text("spec", RESOURCE, "version"),
          review.text("spec", RESOURCE, "namespace"),
          review.text("spec", RESOURCE, "resource"),
          review.text("spec", RESOURCE, "name"),
          review.text("spec", RESOURCE, "subresource"));
    }
    return new RequestInfo(
        false,
        review.text("spec", NON_RESOURCE, "verb"),
        review.text("spec", NON_RESOURCE, "path"),
        "",
        "",
        "",
        "",
        "",
        "");
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
