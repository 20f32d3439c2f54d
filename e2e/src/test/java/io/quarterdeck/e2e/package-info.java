/** The cluster as its users meet it: the script, the unmodified kubectl, real containers. */
@NullMarked
package io.quarterdeck.e2e;

import org.jspecify.annotations.NullMarked;
