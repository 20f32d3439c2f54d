/** Who may do what. */
@NullMarked
package io.quarterdeck.gateway.authz;

import org.jspecify.annotations.NullMarked;
