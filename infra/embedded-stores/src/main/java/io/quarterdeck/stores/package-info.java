/** A real PostgreSQL and a real Kafka, each in a process of its own on the loopback address. */
@NullMarked
package io.quarterdeck.stores;

import org.jspecify.annotations.NullMarked;
