package io.quarterdeck.cloud.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The merge patches that a node needs; each empty when there is nothing to change. */
record NodePlan(Optional<ObjectNode> object, Optional<ObjectNode> status) {}
