package io.quarterdeck.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestInfosTest {
  /** Verb, namespace, resource, name and subresource; a dot for none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /api/v1/namespaces/a/pods/p                    | get a pods p .
          GET    | /api/v1/namespaces/a                           | get . namespaces a .
          PUT    | /api/v1/namespaces/a/finalize                  | update . namespaces a finalize
          GET    | /api/v1/namespaces/a/pods/p/proxy/b/c          | get a pods p proxy
          GET    | /api/v1/namespaces/a/pods/p/exec               | create a pods p exec
          GET    | /apis/apps/v1/deployments?watch=1              | watch . deployments . .
          GET    | /api/v1/namespaces/a/pods/p?watch=1            | get a pods p .
          GET    | /api/v1/watch/pods                             | watch . pods . .
          GET    | /api/v1/watch/namespaces/a/pods                | watch a pods . .
          GET    | /api/v1/watch/namespaces/a/pods/p              | watch a pods p .
          GET    | /api/v1/watch/namespaces/a                     | watch . namespaces a .
          GET    | /apis/apps/v1/watch/namespaces/a/deployments/d | watch a deployments d .
          POST   | /api/v1/watch/namespaces/a/pods                | watch a pods . .
          DELETE | /api/v1/watch/namespaces/a/pods                | watch a pods . .
          GET    | /api/v1/watch/namespaces/a/pods/p/exec         | watch a pods p exec
          GET    | /api/v1/watch                                  | list . watch . .
          """)
  void tellsWhatARequestIsAbout(String method, String uri, String expected) {
    String[] parts = uri.split("\\?", 2);
    Query query = Query.parse(parts.length > 1 ? parts[1] : "");
    RequestInfo info = RequestInfos.parse(method, parts[0], query);
    assertThat(
            String.join(
                " ",
                info.verb(),
                shown(info.namespace()),
                shown(info.resource()),
                shown(info.name()),
                shown(info.subresource())))
        .isEqualTo(expected);
  }

  private static String shown(String part) {
    return part.isEmpty() ? "." : part;
  }
}
