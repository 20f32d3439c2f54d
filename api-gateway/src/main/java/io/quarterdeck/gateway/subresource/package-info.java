/** What can be done to a part of an object. */
@NullMarked
package io.quarterdeck.gateway.subresource;

import org.jspecify.annotations.NullMarked;
