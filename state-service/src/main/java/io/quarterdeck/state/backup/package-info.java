/**
 * The store as one file, and back. Runs in a process of its own beside a leading one, without
 * Quarkus: it needs the database and nothing else.
 */
@NullMarked
package io.quarterdeck.state.backup;

import org.jspecify.annotations.NullMarked;
