package io.quarterdeck.gateway.discovery;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says to whoever runs this process whether the API can be used. */
@Readiness
@Singleton
class ReadinessCheck implements HealthCheck {
  private final Health health;

  ReadinessCheck(Health health) {
    this.health = health;
  }

  @Override
  public HealthCheckResponse call() {
    Map<String, Optional<String>> checks = health.ready();
    HealthCheckResponseBuilder response = HealthCheckResponse.named("api");
    checks.forEach((name, failure) -> response.withData(name, failure.orElse("ok")));
    return response.status(checks.values().stream().allMatch(Optional::isEmpty)).build();
  }
}
