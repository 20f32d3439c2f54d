/** The state-service under faults: many clients, whatever can break, and whether it all adds up. */
@NullMarked
package io.quarterdeck.bench.faults;

import org.jspecify.annotations.NullMarked;
