/** How the parts of the control plane are. */
@NullMarked
package io.quarterdeck.gateway.component;

import org.jspecify.annotations.NullMarked;
