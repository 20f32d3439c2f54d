/** One class per verb of the API. */
@NullMarked
package io.quarterdeck.gateway.verb;

import org.jspecify.annotations.NullMarked;
