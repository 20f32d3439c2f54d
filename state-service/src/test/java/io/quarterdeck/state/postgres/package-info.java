/** The statements against a real PostgreSQL, without a process around them. */
@NullMarked
package io.quarterdeck.state.postgres;

import org.jspecify.annotations.NullMarked;
