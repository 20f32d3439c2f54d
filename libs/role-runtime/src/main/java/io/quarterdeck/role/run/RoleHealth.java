package io.quarterdeck.role.run;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Live while the loops run; ready once the caches have caught up. */
@Singleton
class RoleHealth {
  @Produces
  @Liveness
  HealthCheck loops(RoleRuntime runtime) {
    return () ->
        HealthCheckResponse.named("loops")
            .status(runtime.managers().stream().allMatch(ControllerManager::isHealthy))
            .build();
  }

  @Produces
  @Readiness
  HealthCheck caches(RoleRuntime runtime) {
    return () ->
        HealthCheckResponse.named("caches")
            .status(runtime.managers().stream().allMatch(ControllerManager::isCaughtUp))
            .build();
  }
}
