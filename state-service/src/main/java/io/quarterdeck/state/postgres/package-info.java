/** The durable side of the store: batches, history, leadership in PostgreSQL. */
@NullMarked
package io.quarterdeck.state.postgres;

import org.jspecify.annotations.NullMarked;
