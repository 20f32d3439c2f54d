package io.quarterdeck.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestInfos;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLabelsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /api/v1/pods                                    | LIST core/v1/pods cluster
          HEAD   | /api/v1/nodes/n                                 | GET core/v1/nodes resource
          GET    | /api/v1/namespaces/a/pods?watch=1               | WATCH core/v1/pods namespace
          POST   | /apis/apps/v1/namespaces/a/deployments          | POST apps/v1/deployments resource
          PATCH  | /apis/apps/v1/namespaces/a/deployments/d/status | PATCH apps/v1/deployments/status resource
          PATCH  | /api/v1/namespaces/a/pods/p?dryRun=All          | PATCH core/v1/pods resource dry=All
          PUT    | /api/v1/namespaces/a/pods/p?dryRun=some         | PUT core/v1/pods resource dry=invalid
          DELETE | /api/v1/namespaces/a/pods                       | DELETECOLLECTION core/v1/pods namespace
          GET    | /api/v1/namespaces/a/pods/p/exec                | CONNECT core/v1/pods/exec resource
          GET    | /api/v1/namespaces/a/pods/p/no-such-thing       | GET core/v1/pods resource
          GET    | /apis/made.up/v1/things/x                       | GET core//. resource
          BREW   | /api/v1/pods                                    | other core/v1/pods cluster
          GET    | /healthz                                        | GET core//./healthz
          GET    | /made/up                                        | GET core//.
          """)
  void tellsOnlyApartWhatIsServed(String method, String uri, String expected) {
    assertThat(shown(labels(method, uri, "application/json"))).isEqualTo(expected);
  }

  private static RequestLabels labels(String method, String uri, String contentType) {
    String[] parts = uri.split("\\?", 2);
    Query query = Query.parse(parts.length > 1 ? parts[1] : "");
    List<String> dryRun = query.all("dryRun");
    return RequestLabels.of(
        method, RequestInfos.parse(method, parts[0], query), contentType, dryRun);
  }

  private static String shown(RequestLabels labels) {
    String group = labels.group().isEmpty() ? "core" : labels.group();
    String resource = labels.resource().isEmpty() ? "." : labels.resource();
    String below = labels.subresource();
    String text = labels.verb() + " " + group + "/" + labels.version() + "/" + resource;
    text += below.isEmpty() || below.startsWith("/") ? below : "/" + below;
    text += " " + labels.scope();
    return (text + (labels.dryRun().isEmpty() ? "" : " dry=" + labels.dryRun())).strip();
  }

  @ParameterizedTest
  @CsvSource({
    "application/apply-patch+yaml, APPLY",
    "application/merge-patch+json, PATCH",
  })
  void tellsApplyFromOtherPatches(String contentType, String verb) {
    assertThat(labels("PATCH", "/api/v1/namespaces/a/pods/p", contentType).verb()).isEqualTo(verb);
  }
}
