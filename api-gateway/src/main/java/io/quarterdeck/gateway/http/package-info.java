/** The HTTPS server: one request in, one reply out. */
@NullMarked
package io.quarterdeck.gateway.http;

import org.jspecify.annotations.NullMarked;
