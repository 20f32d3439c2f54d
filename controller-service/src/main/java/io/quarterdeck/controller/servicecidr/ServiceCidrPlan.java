package io.quarterdeck.controller.servicecidr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a ServiceCIDR is to have.
 *
 * @param finalizers all of them
 * @param conditions all of them
 * @param again when something changes only because time goes by
 */
record ServiceCidrPlan(List<String> finalizers, ArrayNode conditions, Optional<Duration> again) {}
