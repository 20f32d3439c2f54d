/** Tests of what is answered and not stored. */
@NullMarked
package io.quarterdeck.gateway.subresource;

import org.jspecify.annotations.NullMarked;
