package io.quarterdeck.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.RangeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets are open to their readers and sealed in the store. */
@ExtendWith(SharedGateway.class)
class SecretsTest {
  private static final String PLAIN = "correct horse";
  private static final String ENCODED = "Y29ycmVjdCBob3JzZQ==";

  private final Api api;

  SecretsTest(Api api) {
    this.api = api;
  }

  @Test
  void sealsTheDataOfSecrets() {
    String secrets = api.core("secrets");
    api.create(
            secrets,
            """
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s",
              "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"%s"}},
             "stringData":{"password":"%s"}}"""
                .formatted(ENCODED, PLAIN))
        .body("data.password", equalTo(ENCODED));
    api.admin().get(secrets + "/s").then().statusCode(200).body("data.password", equalTo(ENCODED));

    String stored = stored("/registry/core/secrets/" + api.namespace() + "/s");

    assertThat(stored).startsWith("{\"metadata\":{").contains("\"name\":\"s\"");
    assertThat(stored).doesNotContain(PLAIN, ENCODED);
  }

  /** A value as whoever reads the store sees it. */
  private String stored(String key) {
    ManagedChannel channel = api.gateway().state("quarterdeck:operator");
    try {
      return KVGrpc.newBlockingStub(channel)
          .range(RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build())
          .getKvs(0)
          .getValue()
          .toStringUtf8();
    } finally {
      channel.shutdownNow();
    }
  }
}
