package io.quarterdeck.gateway.http;

import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.config.TlsConfig;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLEngineOptions;

/** How the API's server listens: TLS, HTTP/2, client certificates welcome. */
final class Tls {
  private static final int STREAMS_MAX = 1_000;
  private static final int HEADER_BYTES_MAX = 64 * 1024;
  private static final int REQUEST_LINE_BYTES_MAX = 64 * 1024;

  private Tls() {}

  static HttpServerOptions options(GatewayConfig gateway, TlsConfig tls) {
    return new HttpServerOptions()
        .setHost(gateway.listenAddress())
        .setPort(gateway.port())
        .setSsl(true)
        .setUseAlpn(true)
        .setSslEngineOptions(engine())
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(gateway.certificate().toString())
                .setKeyPath(gateway.key().toString()))
        .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString()))
        .setClientAuth(ClientAuth.REQUEST)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(STREAMS_MAX)
                .setMaxHeaderListSize(HEADER_BYTES_MAX))
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
        // As Kubernetes does, agree to the subprotocol that a watch asks for, whatever its name.
        .addWebSocketSubProtocol("*")
        .setCompressionSupported(false);
  }

  /** BoringSSL where there is one for this platform. */
  private static SSLEngineOptions engine() {
    return OpenSSLEngineOptions.isAvailable()
        ? new OpenSSLEngineOptions()
        : new JdkSSLEngineOptions();
  }
}
