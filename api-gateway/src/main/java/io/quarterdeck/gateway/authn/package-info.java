/** Who makes a request. */
@NullMarked
package io.quarterdeck.gateway.authn;

import org.jspecify.annotations.NullMarked;
