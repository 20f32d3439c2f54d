/**
 * The cluster's public event stream on Kafka: topics, the event envelope, and the cache fed from
 * them.
 */
@NullMarked
package io.quarterdeck.bus;

import org.jspecify.annotations.NullMarked;
