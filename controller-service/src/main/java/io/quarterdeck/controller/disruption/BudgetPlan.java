package io.quarterdeck.controller.disruption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a budget's status is to say.
 *
 * @param again when something changes only because time goes by
 * @param unknown why it cannot be told how many pods there are to be
 */
record BudgetPlan(ObjectNode status, Optional<Duration> again, Optional<String> unknown) {}
