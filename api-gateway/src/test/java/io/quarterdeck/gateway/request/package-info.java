/** What a request is about, read from its method, path and parameters. */
@NullMarked
package io.quarterdeck.gateway.request;

import org.jspecify.annotations.NullMarked;
