package io.quarterdeck.state.service;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: this process leads and the topics exist, or it keeps up with the state and another
 * one leads.
 */
@Readiness
public class ReadyCheck implements HealthCheck {
  private final StateService service;

  public ReadyCheck(StateService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("state")
            .withData("role", service.leads() ? "leader" : "standby")
            .status(service.ready());
    // Reads go on without Kafka, so falling behind is told and does not make a leader unready.
    service
        .publication()
        .ifPresent(
            publication ->
                response
                    .withData("publicationLagRevisions", publication.lag())
                    .withData("acceptsWrites", publication.mayWrite()));
    return response.build();
  }
}
