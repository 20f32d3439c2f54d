package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How an object is to be deleted.
 *
 * @param uid which object must be meant; empty for any
 * @param resourceVersion which version must be meant; empty for any
 */
record DeleteOptions(
    OptionalLong gracePeriodSeconds,
    Propagation propagation,
    String uid,
    String resourceVersion,
    boolean dryRun) {

  /** What becomes of the objects that the deleted one owns. */
  enum Propagation {
    DEFAULT,
    BACKGROUND,
    FOREGROUND,
    ORPHAN
  }

  static DeleteOptions of(Call call) {
    return of(call, body(call));
  }

  /** As a part of a request says. */
  static DeleteOptions of(Call call, JsonNode body) {
    Query query = call.query();
    List<String> dryRun = new ArrayList<>();
    body.path("dryRun").forEach(each -> dryRun.add(each.asText()));
    return new DeleteOptions(
        grace(body, query),
        propagation(body, query),
        body.path("preconditions").path("uid").asText(""),
        body.path("preconditions").path("resourceVersion").asText(""),
        call.isDryRun(dryRun));
  }

  private static JsonNode body(Call call) {
    if (call.body().length == 0) {
      return MissingNode.getInstance();
    }
    JsonNode body = Bodies.tree(call, schema());
    String kind = body.path("kind").asText("");
    if (!body.isObject() || !(kind.isEmpty() || kind.equals("DeleteOptions"))) {
      throw Failures.badRequest("the body of a delete request must be DeleteOptions");
    }
    return body;
  }

  private static Schema schema() {
    return Schemas.builtIn()
        .definition("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions")
        .orElseThrow(() -> new IllegalStateException("the schema of DeleteOptions is missing"));
  }

  private static OptionalLong grace(JsonNode body, Query query) {
    JsonNode stated = body.path("gracePeriodSeconds");
    if (!stated.isMissingNode() && !stated.isNull() && !stated.isIntegralNumber()) {
      throw Failures.badRequest("gracePeriodSeconds must be a number");
    }
    OptionalLong grace =
        stated.isIntegralNumber()
            ? OptionalLong.of(stated.asLong())
            : query.number("gracePeriodSeconds");
    // A negative period means the shortest that is graceful.
    return grace.isPresent() && grace.getAsLong() < 0 ? OptionalLong.of(1) : grace;
  }

  private static Propagation propagation(JsonNode body, Query query) {
    String policy = body.path("propagationPolicy").asText(query.text("propagationPolicy"));
    JsonNode orphan = body.path("orphanDependents");
    if (!policy.isEmpty() && orphan.isBoolean()) {
      throw Failures.invalidOptions(
          "DeleteOptions",
          FieldError.invalid(
              "propagationPolicy",
              '"' + policy + '"',
              "orphanDependents and deletionPropagation cannot be both set"));
    }
    if (orphan.isBoolean() || !query.text("orphanDependents").isEmpty()) {
      boolean orphans = orphan.isBoolean() ? orphan.asBoolean() : query.isTrue("orphanDependents");
      return orphans ? Propagation.ORPHAN : Propagation.BACKGROUND;
    }
    return switch (policy) {
      case "" -> Propagation.DEFAULT;
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      case "Orphan" -> Propagation.ORPHAN;
      default ->
          throw Failures.invalidOptions(
              "DeleteOptions",
              FieldError.notSupported(
                  "propagationPolicy",
                  '"' + policy + '"',
                  List.of("Foreground", "Background", "Orphan", "nil")));
    };
  }
}
