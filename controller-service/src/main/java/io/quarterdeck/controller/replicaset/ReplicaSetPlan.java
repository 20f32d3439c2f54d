package io.quarterdeck.controller.replicaset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for a ReplicaSet: either Pods are created or Pods are deleted.
 *
 * @param status as it is when creating or deleting does not fail
 * @param again when a Pod becomes available by time alone
 */
record ReplicaSetPlan(
    List<ApiObject> create, List<ApiObject> delete, ObjectNode status, Optional<Duration> again) {}
