package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.apply.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads from a request in whose name it writes: what it says, or the client's own name. */
public final class Writers {
  private static final int NAME_BYTES_MAX = 128;
  private static final String UNKNOWN = "unknown";

  private Writers() {}

  /** Whoever writes without applying. */
  public static Writer of(Call call) {
    List<FieldError> problems = new ArrayList<>();
    if (isPatch(call) && call.query().flag("force").isPresent()) {
      problems.add(FieldError.forbidden("force", "may not be specified for non-apply patch"));
    }
    String given = given(call, problems);
    refuse(call, problems);
    return writer(call, given.isEmpty() ? ofClient(call.headers().userAgent()) : given);
  }

  /** Whoever applies, which nobody does without saying who they are. */
  static Writer applying(Call call) {
    List<FieldError> problems = new ArrayList<>();
    String given = given(call, problems);
    if (given.isEmpty()) {
      problems.add(FieldError.required("fieldManager", "is required for apply patch"));
    }
    refuse(call, problems);
    return writer(call, given);
  }

  private static Writer writer(Call call, String name) {
    return new Writer(name, call.info().subresource(), Instant.now());
  }

  private static boolean isPatch(Call call) {
    return call.info().verb().equals("patch");
  }

  private static String given(Call call, List<FieldError> problems) {
    String name = call.query().text("fieldManager");
    if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
      problems.add(
          new FieldError(
              FieldError.Type.TOO_LONG,
              "fieldManager",
              "",
              "may not be more than " + NAME_BYTES_MAX + " bytes"));
    }
    if (!name.codePoints().allMatch(Writers::isPrintable)) {
      problems.add(
          FieldError.invalid(
              "fieldManager", '"' + name + '"', "should only contain printable characters"));
    }
    return name;
  }

  private static void refuse(Call call, List<FieldError> problems) {
    if (!problems.isEmpty()) {
      String options =
          switch (call.info().verb()) {
            case "create" -> "CreateOptions";
            case "update" -> "UpdateOptions";
            default -> "PatchOptions";
          };
      throw Failures.invalid(
          ResourceType.cluster("meta.k8s.io", "v1", options, ""), "", List.copyOf(problems));
    }
  }

  /** The first word of the user agent, such as {@code kubectl} of {@code kubectl/v1.36.0 …}. */
  static String ofClient(String userAgent) {
    int slash = userAgent.indexOf('/');
    StringBuilder name = new StringBuilder();
    int bytes = 0;
    for (int each :
        (slash < 0 ? userAgent : userAgent.substring(0, slash)).codePoints().toArray()) {
      bytes += Character.toString(each).getBytes(StandardCharsets.UTF_8).length;
      if (isPrintable(each) && bytes <= NAME_BYTES_MAX) {
        name.appendCodePoint(each);
      }
    }
    return name.isEmpty() ? UNKNOWN : name.toString();
  }

  private static boolean isPrintable(int character) {
    return character == ' '
        || (Character.isDefined(character)
            && !Character.isISOControl(character)
            && !Character.isWhitespace(character)
            && Character.getType(character) != Character.FORMAT
            && Character.getType(character) != Character.SPACE_SEPARATOR);
  }
}
