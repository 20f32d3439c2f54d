/** Secret data is sealed before it leaves the process. */
@NullMarked
package io.quarterdeck.gateway.secret;

import org.jspecify.annotations.NullMarked;
