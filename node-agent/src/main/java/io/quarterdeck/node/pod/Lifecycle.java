package io.quarterdeck.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.util.Optional;

/** What else belongs to the start and the end of a container than the runtime's own part. */
public interface Lifecycle {
  /** The container has just been started; says what failed, when it had to be ended for it. */
  Optional<String> started(ApiObject pod, JsonNode container, String id, String podIp);

  /** Ends the container within its grace period. */
  void stop(ApiObject pod, String container, String id, String podIp, Duration grace);
}
