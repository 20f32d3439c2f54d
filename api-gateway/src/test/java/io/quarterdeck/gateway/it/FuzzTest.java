package io.quarterdeck.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.fuzz.FuzzCases;
import io.quarterdeck.gateway.it.RawConnection.Request;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.pki.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a client sends is answered, on a connection that can go on, and is its own fault. */
@ExtendWith(SharedGateway.class)
class FuzzTest {
  /** What is not there yet, what is not to be reached, and what does not come in time. */
  private static final Set<Integer> HONEST = Set.of(501, 503, 504);

  private static final int CASES = 1_000;

  private final Api api;
  private final Identity admin;
  private RawConnection connection;

  FuzzTest(Api api) throws IOException {
    this.api = api;
    this.admin = api.gateway().identity("fuzz", "system:masters");
    this.connection = connect();
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(api.gateway().url(), admin);
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  @Test
  void everythingIsAnsweredAndNothingFails() {
    for (String seed : FuzzedRequests.SEEDS) {
      api.create(path(seed), seed);
    }
    FuzzCases.run(CASES, this::one);
    // What was stored of all this can be read.
    for (String seed : FuzzedRequests.SEEDS) {
      api.admin().get(path(seed)).then().statusCode(200);
    }
  }

  private String path(String object) {
    var json = Json.parse(Api.bytes(object));
    ResourceType type =
        Kinds.builtIn().all().stream()
            .map(kind -> kind.type())
            .filter(each -> each.apiVersion().equals(json.path("apiVersion").asText()))
            .filter(each -> each.kind().equals(json.path("kind").asText()))
            .findFirst()
            .orElseThrow();
    return type.path(api.namespace());
  }

  private void one(RandomGenerator random) throws IOException {
    if (!connection.isUsable()) {
      connection.close();
      connection = connect();
    }
    Request request = new FuzzedRequests(random, api.namespace()).next();
    String shown = request.bytes().toString(StandardCharsets.ISO_8859_1);
    int status;
    try {
      status = connection.exchange(request);
    } catch (RuntimeException e) {
      throw new AssertionError(shown, e);
    }
    assertThat(status < 500 || HONEST.contains(status)).as("%d for %s", status, shown).isTrue();
  }
}
