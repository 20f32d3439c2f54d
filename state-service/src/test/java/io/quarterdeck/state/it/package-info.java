/** Tests against the built service in a process of its own, with real PostgreSQL and Kafka. */
@NullMarked
package io.quarterdeck.state.it;

import org.jspecify.annotations.NullMarked;
