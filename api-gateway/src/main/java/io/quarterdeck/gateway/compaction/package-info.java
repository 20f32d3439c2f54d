/** How far back the API remembers. */
@NullMarked
package io.quarterdeck.gateway.compaction;

import org.jspecify.annotations.NullMarked;
