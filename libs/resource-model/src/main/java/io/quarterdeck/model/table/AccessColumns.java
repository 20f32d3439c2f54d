package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.util.StringJoiner;

/** The tables of who may do what, and of requests for certificates. */
public final class AccessColumns {
  public static final Columns BINDINGS =
      Columns.begin()
          .text(
              "Role",
              "What is granted.",
              each -> each.text("roleRef", "kind") + "/" + each.text("roleRef", "name"))
          .age()
          .wide("Users", "To which users.", each -> subjects(each, "User"))
          .wide("Groups", "To which groups.", each -> subjects(each, "Group"))
          .wide("ServiceAccounts", "To which accounts.", each -> subjects(each, "ServiceAccount"))
          .end();

  public static final Columns CERTIFICATE_SIGNING_REQUESTS =
      Columns.begin()
          .age()
          .text(
              "SignerName",
              "Who is to sign.",
              each -> Cells.orNone(each.text("spec", "signerName")))
          .text("Requestor", "Who asks.", each -> each.text("spec", "username"))
          .text("RequestedDuration", "For how long.", AccessColumns::duration)
          .text("Condition", "What has become of it.", AccessColumns::condition)
          .end();

  private AccessColumns() {}

  private static String subjects(ApiObject binding, String kind) {
    StringJoiner names = new StringJoiner(", ");
    for (JsonNode subject : binding.at("subjects")) {
      if (subject.path("kind").asText().equals(kind)) {
        String name = subject.path("name").asText();
        boolean account = kind.equals("ServiceAccount");
        names.add(account ? subject.path("namespace").asText() + "/" + name : name);
      }
    }
    return names.toString();
  }

  private static String duration(ApiObject request) {
    JsonNode seconds = request.at("spec", "expirationSeconds");
    return seconds.isNumber() ? Ages.text(Duration.ofSeconds(seconds.asLong())) : Cells.NONE;
  }

  private static String condition(ApiObject request) {
    String decided =
        has(request, "Denied") ? "Denied" : has(request, "Approved") ? "Approved" : "Pending";
    return decided
        + (has(request, "Failed") ? ",Failed" : "")
        + (request.text("status", "certificate").isEmpty() ? "" : ",Issued");
  }

  /** Of requests a condition that is there is true. */
  private static boolean has(ApiObject request, String condition) {
    return request
        .at("status", "conditions")
        .valueStream()
        .anyMatch(each -> each.path("type").asText().equals(condition));
  }
}
