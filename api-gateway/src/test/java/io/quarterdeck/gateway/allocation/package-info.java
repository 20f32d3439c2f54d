/** What of Services and allocations belongs together. */
@NullMarked
package io.quarterdeck.gateway.allocation;

import org.jspecify.annotations.NullMarked;
