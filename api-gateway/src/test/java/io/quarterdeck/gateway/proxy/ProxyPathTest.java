package io.quarterdeck.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyPathTest {
  private static final String PREFIX = "/api/v1/namespaces/n/pods/p/proxy";

  @ParameterizedTest
  @CsvSource({
    "'', '', /",
    "/, '', /",
    "/a/b, '', /a/b",
    "/a%2Fb/, q=%20&r, /a%2Fb/?q=%20&r",
    "//a, '', //a",
  })
  void passesThePathOnAsItIsWritten(String below, String query, String uri) {
    ProxyPath path = ProxyPath.of(PREFIX + below, 7, query);
    assertThat(path.below()).isEqualTo(below);
    assertThat(path.uri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "/login, /api/v1/namespaces/n/pods/p/proxy/login",
    "http://10.1.0.5:80/login, /api/v1/namespaces/n/pods/p/proxy/login",
    "http://10.1.0.50:80/login, http://10.1.0.50:80/login",
    "https://example.com/login, https://example.com/login",
    "//example.com/login, //example.com/login",
    "next, next",
    "/api/v1/namespaces/n/pods/p/proxy/x, /api/v1/namespaces/n/pods/p/proxy/x",
  })
  void keepsRedirectsBelowTheProxy(String location, String expected) {
    ProxyPath path = ProxyPath.of(PREFIX + "/a", 7, "");
    assertThat(path.redirected(location, "10.1.0.5:80")).isEqualTo(expected);
  }
}
