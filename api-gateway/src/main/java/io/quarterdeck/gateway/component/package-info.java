/** How the parts of the control plane are, as ComponentStatus tells it. */
@NullMarked
package io.quarterdeck.gateway.component;

import org.jspecify.annotations.NullMarked;
