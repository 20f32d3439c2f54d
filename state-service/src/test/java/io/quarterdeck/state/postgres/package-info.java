/** How the database is found and looked at, and the statements against a real PostgreSQL. */
@NullMarked
package io.quarterdeck.state.postgres;

import org.jspecify.annotations.NullMarked;
