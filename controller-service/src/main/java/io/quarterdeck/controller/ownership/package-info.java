/** Which objects belong to whom: adoption and release by selector. */
@NullMarked
package io.quarterdeck.controller.ownership;

import org.jspecify.annotations.NullMarked;
