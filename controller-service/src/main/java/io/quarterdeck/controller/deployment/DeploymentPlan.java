package io.quarterdeck.controller.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.role.event.EventNote;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for a Deployment, in this order.
 *
 * @param create the ReplicaSet of a new template
 * @param change ReplicaSets as they are to be
 * @param delete ReplicaSets beyond the history's limit
 * @param revision the Deployment's revision annotation, when it changes
 * @param status the Deployment's status, when it changes
 * @param again when only time can change something
 */
record DeploymentPlan(
    Optional<ApiObject> create,
    List<Change> change,
    List<ApiObject> delete,
    Optional<String> revision,
    Optional<ObjectNode> status,
    List<EventNote> events,
    Optional<Duration> again) {

  /** A ReplicaSet as it is to be, and its size before and after. */
  record Change(ApiObject replicaSet, int from, int to) {}
}
