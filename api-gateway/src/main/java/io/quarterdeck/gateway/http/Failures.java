package io.quarterdeck.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.apply.Conflicts;
import java.util.List;

/** The failures of the API in the words that users of Kubernetes know. */
public final class Failures {
  private static final int UNPROCESSABLE = 422;

  private Failures() {}

  /** What a request ends with when this stopped it. */
  static Failure of(Throwable cause) {
    return cause instanceof Failure known ? known : internal(String.valueOf(cause));
  }

  public static Failure badRequest(String message) {
    return new Failure(400, "BadRequest", message, null);
  }

  public static Failure unauthorized() {
    return new Failure(401, "Unauthorized", "Unauthorized", null);
  }

  public static Failure forbidden(String group, String resource, String name, String why) {
    String about = qualified(group, resource) + (name.isEmpty() ? "" : " \"" + name + "\"");
    String message = (resource.isEmpty() ? "forbidden: " : about + " is forbidden: ") + why;
    return new Failure(403, "Forbidden", message, details(group, resource, name));
  }

  public static Failure forbidden(ResourceType type, String name, String why) {
    return forbidden(type.group(), type.plural(), name, why);
  }

  public static Failure namespaceTerminating(ResourceType type, String name, String namespace) {
    String why =
        "unable to create new content in namespace "
            + namespace
            + " because it is being terminated";
    ObjectNode details = details(type.group(), type.plural(), name);
    details
        .putArray("causes")
        .addObject()
        .put("reason", "NamespaceTerminating")
        .put("message", "namespace " + namespace + " is being terminated")
        .put("field", "metadata.namespace");
    return new Failure(
        403, "Forbidden", type.qualifiedName() + " \"" + name + "\" is forbidden: " + why, details);
  }

  /** For a path or a resource that nothing serves. */
  public static Failure noSuchPath() {
    return new Failure(
        404, "NotFound", "the server could not find the requested resource", Json.object());
  }

  public static Failure notFound(ResourceType type, String name) {
    return new Failure(
        404,
        "NotFound",
        type.qualifiedName() + " \"" + name + "\" not found",
        details(type.group(), type.plural(), name));
  }

  public static Failure methodNotAllowed() {
    return new Failure(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        Json.object());
  }

  public static Failure notSupported(ResourceType type, String verb) {
    return new Failure(
        405,
        "MethodNotAllowed",
        verb + " is not supported on resources of kind \"" + type.qualifiedName() + "\"",
        details(type.group(), type.plural(), ""));
  }

  public static Failure notAcceptable(List<String> accepted) {
    return new Failure(
        406,
        "NotAcceptable",
        "only the following media types are accepted: " + String.join(", ", accepted),
        null);
  }

  public static Failure alreadyExists(ResourceType type, String name) {
    return new Failure(
        409,
        "AlreadyExists",
        type.qualifiedName() + " \"" + name + "\" already exists",
        details(type.group(), type.plural(), name));
  }

  /** The server made up a name, and others had it already, each time. */
  public static Failure noFreeName(ResourceType type, String name) {
    ObjectNode details = details(type.group(), type.plural(), name);
    details.put("retryAfterSeconds", 1);
    return new Failure(
        409,
        "AlreadyExists",
        type.qualifiedName()
            + " \""
            + name
            + "\" already exists, the server was not able to generate a unique name for the object",
        details);
  }

  public static Failure conflict(ResourceType type, String name, String why) {
    return new Failure(
        409,
        "Conflict",
        "Operation cannot be fulfilled on " + type.qualifiedName() + " \"" + name + "\": " + why,
        details(type.group(), type.plural(), name));
  }

  public static Failure staleVersion(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /** Others own what a configuration would change. */
  public static Failure applyConflict(Conflicts conflicts) {
    ObjectNode details = Json.object();
    ArrayNode causes = details.putArray("causes");
    for (Conflicts.Conflict each : conflicts.all()) {
      causes
          .addObject()
          .put("reason", "FieldManagerConflict")
          .put("message", "conflict with " + each.manager())
          .put("field", each.field());
    }
    return new Failure(409, "Conflict", conflicts.message(), details);
  }

  /** The revision is below the window; clients list again. */
  public static Failure expired(String message) {
    return new Failure(410, "Expired", message, null);
  }

  /** The revision of a list is compacted while its client pages through it. */
  public static Failure expiredToken(String next) {
    return expired(
            "The provided continue parameter is too old to display a consistent list result. You"
                + " can start a new list without the continue parameter, or use the continue token"
                + " in this response to retrieve the remainder of the results. Continuing with the"
                + " provided token results in an inconsistent list - objects that were created,"
                + " modified, or deleted between the time the first chunk was returned and now may"
                + " show up in the list.")
        .withContinue(next);
  }

  public static Failure tooLarge(int limit) {
    return new Failure(
        413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit, null);
  }

  /** The store has a limit of its own. */
  public static Failure tooLargeForStore(String words) {
    return new Failure(413, "RequestEntityTooLarge", words, null);
  }

  public static Failure unsupportedMediaType(List<String> accepted) {
    return new Failure(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + String.join(", ", accepted),
        null);
  }

  public static Failure invalid(ResourceType type, String name, List<FieldError> errors) {
    ObjectNode details = Json.object();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.kind());
    ArrayNode causes = details.putArray("causes");
    for (FieldError error : errors) {
      causes
          .addObject()
          .put("reason", error.type().reason())
          .put("message", error.message())
          .put("field", error.field());
    }
    String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    String message = kind + " \"" + name + "\" is invalid: " + joined(errors);
    return new Failure(UNPROCESSABLE, "Invalid", message, details);
  }

  private static String joined(List<FieldError> errors) {
    List<String> texts = errors.stream().map(each -> each.field() + ": " + each.message()).toList();
    return texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
  }

  /** Options of a request that nobody can follow, such as {@code ListOptions}. */
  public static Failure invalidOptions(String options, FieldError error) {
    return invalidOptions(options, List.of(error));
  }

  public static Failure invalidOptions(String options, List<FieldError> errors) {
    return invalid(ResourceType.cluster("meta.k8s.io", "v1", options, ""), "", errors);
  }

  /** A patch that makes something else of its object than an object of its kind. */
  public static Failure invalidPatch(String patch, String why) {
    FieldError error = FieldError.invalid("patch", TextNode.valueOf(patch).toString(), why);
    return invalid(ResourceType.cluster("", "", "", ""), "", List.of(error));
  }

  /** A well-formed request that cannot be carried out, such as a patch that does not apply. */
  public static Failure unprocessable(String message) {
    ObjectNode details = Json.object();
    details
        .putArray("causes")
        .addObject()
        .put("reason", "UnexpectedServerResponse")
        .put("message", message);
    return new Failure(
        UNPROCESSABLE,
        "Invalid",
        "the server rejected our request due to an error in our request",
        details);
  }

  public static Failure tooManyRequests(String message, int retryAfterSeconds) {
    return new Failure(
        429, "TooManyRequests", message, Json.object().put("retryAfterSeconds", retryAfterSeconds));
  }

  /** An eviction that a disruption budget does not let happen, and why. */
  public static Failure budgetExhausted(String cause, int retryAfterSeconds) {
    ObjectNode details = Json.object();
    details.putArray("causes").addObject().put("reason", "DisruptionBudget").put("message", cause);
    if (retryAfterSeconds > 0) {
      details.put("retryAfterSeconds", retryAfterSeconds);
    }
    return new Failure(
        429,
        "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.",
        details);
  }

  public static Failure severalBudgets() {
    return new Failure(
        500,
        "",
        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
            + " support.",
        null);
  }

  public static Failure internal(String message) {
    return new Failure(
        500,
        "InternalError",
        "Internal error occurred: " + message,
        withCause(Json.object(), message));
  }

  public static Failure unavailable(String message) {
    return new Failure(
        503, "ServiceUnavailable", message, Json.object().put("retryAfterSeconds", 1));
  }

  /** What a request should go on to cannot be reached, and may be there no sooner for asking. */
  public static Failure unreachable(String message) {
    return new Failure(503, "ServiceUnavailable", message, null);
  }

  public static Failure unreachable(Throwable cause) {
    return unreachable("error trying to reach service: " + cause.getMessage());
  }

  public static Failure timeout(String message) {
    return new Failure(504, "Timeout", message, Json.object().put("retryAfterSeconds", 1));
  }

  /** A cache that does not reach the asked revision in time: it may not exist yet. */
  public static Failure revisionInFuture(long requested, long current) {
    ObjectNode details = Json.object();
    details
        .putArray("causes")
        .addObject()
        .put("reason", "ResourceVersionTooLarge")
        .put("message", "Too large resource version");
    details.put("retryAfterSeconds", 1);
    return new Failure(
        504,
        "Timeout",
        "Timeout: Too large resource version: " + requested + ", current: " + current,
        details);
  }

  private static ObjectNode withCause(ObjectNode details, String message) {
    details.putArray("causes").addObject().put("message", message);
    return details;
  }

  private static ObjectNode details(String group, String resource, String name) {
    ObjectNode details = Json.object();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    if (!resource.isEmpty()) {
      details.put("kind", resource);
    }
    return details;
  }

  private static String qualified(String group, String resource) {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
