package io.quarterdeck.state.service;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: this process leads, has loaded the state, and the topics exist. */
@Readiness
public class ReadyCheck implements HealthCheck {
  private final StateService service;

  public ReadyCheck(StateService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("leading").status(service.ready()).build();
  }
}
