package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
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

  @Test
  void goesOnWithoutASecretThatDoesNotOpen() {
    String secrets = api.core("secrets");
    String good =
        """
        {"apiVersion":"v1","kind":"Secret","metadata":{"name":"%s"},"stringData":{"a":"b"}}""";
    api.create(secrets, good.formatted("whole"));
    String stored = stored("/registry/core/secrets/" + api.namespace() + "/whole");
    // What is sealed for one Secret opens for no other.
    store("/registry/core/secrets/" + api.namespace() + "/moved", stored.replace("whole", "moved"));

    goesOn(secrets);
    api.admin().delete(secrets + "/moved").then().statusCode(500);
    api.create(secrets, good.formatted("later"));
    goesOn(secrets);
    // One that starts reads everything first.
    try (RunningGateway.Replica another =
        api.gateway().replica("quarterdeck.gateway.bookmark-interval", "1s")) {
      assertThat(another.role().isReady()).isTrue();
    }
  }

  private void goesOn(String secrets) {
    api.admin().get(secrets + "/whole").then().statusCode(200);
    api.admin()
        .get(secrets)
        .then()
        .statusCode(200)
        .body("items.metadata.name", hasItem("whole"))
        .body("items.metadata.name", not(hasItem("moved")));
    api.admin()
        .get(secrets + "/moved")
        .then()
        .spec(
            status(
                500,
                "InternalError",
                "Internal error occurred: secrets \"moved\" is stored, but cannot be opened with"
                    + " the key that this server has"));
  }

  /** Puts a value as a gateway would. */
  private void store(String key, String value) {
    ManagedChannel channel = api.gateway().state("quarterdeck:api-gateway");
    try {
      KVGrpc.newBlockingStub(channel)
          .put(
              PutRequest.newBuilder()
                  .setKey(ByteString.copyFromUtf8(key))
                  .setValue(ByteString.copyFromUtf8(value))
                  .build());
    } finally {
      channel.shutdownNow();
    }
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
