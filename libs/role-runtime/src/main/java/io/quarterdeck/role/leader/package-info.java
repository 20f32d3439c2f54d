/** Leader election through Lease objects. */
@NullMarked
package io.quarterdeck.role.leader;

import org.jspecify.annotations.NullMarked;
