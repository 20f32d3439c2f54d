/** How large the database may become, and the alarm when it is larger. */
@NullMarked
package io.quarterdeck.state.quota;

import org.jspecify.annotations.NullMarked;
