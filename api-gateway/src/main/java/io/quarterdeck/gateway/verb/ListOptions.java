package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.model.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Refuses parameters of lists and watches that make no sense together. Pure. */
public final class ListOptions {
  private static final String VERSION_MATCH = "resourceVersionMatch";
  private static final String INITIAL_EVENTS = "sendInitialEvents";
  private static final String EXACT = "Exact";
  private static final String NOT_OLDER = "NotOlderThan";

  private ListOptions() {}

  static void requireSenseOfList(Query query) {
    List<FieldError> errors = new ArrayList<>();
    String version = query.text("resourceVersion");
    String match = query.text(VERSION_MATCH);
    if (!match.isEmpty()) {
      if (version.isEmpty()) {
        errors.add(
            forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided"));
      }
      addIfContinued(query, errors);
      if (!match.equals(EXACT) && !match.equals(NOT_OLDER)) {
        errors.add(notSupported(match, List.of(EXACT, NOT_OLDER, "")));
      }
      if (match.equals(EXACT) && version.equals("0")) {
        errors.add(
            forbidden("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
      }
    }
    if (query.flag(INITIAL_EVENTS).isPresent()) {
      errors.add(FieldError.forbidden(INITIAL_EVENTS, "sendInitialEvents is forbidden for list"));
    }
    refuse(errors);
  }

  public static void requireSenseOfWatch(Query query) {
    List<FieldError> errors = new ArrayList<>();
    boolean stated = query.flag(INITIAL_EVENTS).isPresent();
    String match = query.text(VERSION_MATCH);
    if (stated && !match.equals(NOT_OLDER)) {
      errors.add(
          forbidden("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
    }
    if (!match.isEmpty()) {
      if (!stated) {
        errors.add(
            forbidden(
                "resourceVersionMatch is forbidden for watch unless sendInitialEvents is"
                    + " provided"));
      }
      if (!match.equals(NOT_OLDER)) {
        errors.add(notSupported(match, List.of(NOT_OLDER)));
      }
    }
    if (!match.isEmpty() || (!stated && beginsWithObjects(query))) {
      addIfContinued(query, errors);
    }
    refuse(errors);
  }

  /** Watches that say nothing of it are taken as if they had asked for what they get. */
  private static boolean beginsWithObjects(Query query) {
    String version = query.text("resourceVersion");
    return version.isEmpty() || version.equals("0");
  }

  private static void addIfContinued(Query query, List<FieldError> errors) {
    if (!query.text("continue").isEmpty()) {
      errors.add(forbidden("resourceVersionMatch is forbidden when continue is provided"));
    }
  }

  private static FieldError forbidden(String why) {
    return FieldError.forbidden(VERSION_MATCH, why);
  }

  private static FieldError notSupported(String match, List<String> supported) {
    return FieldError.notSupported(VERSION_MATCH, '"' + match + '"', supported);
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Failures.invalidOptions("ListOptions", errors);
    }
  }
}
