package io.quarterdeck.controller.nodelifecycle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be written to a Node.
 *
 * @param conditions its conditions, when they change
 * @param taints its taints, when they change
 * @param lost whether it has just stopped being ready
 * @param podsNotReady whether the Pods on it can no longer count as ready
 * @param again when its silence becomes too long
 */
record NodePlan(
    Optional<ArrayNode> conditions,
    Optional<ArrayNode> taints,
    boolean lost,
    boolean podsNotReady,
    Optional<Duration> again) {}
