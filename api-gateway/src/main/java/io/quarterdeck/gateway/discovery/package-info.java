/** What the API serves, for clients that ask before they act. */
@NullMarked
package io.quarterdeck.gateway.discovery;

import org.jspecify.annotations.NullMarked;
