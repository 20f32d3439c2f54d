/** What starts controllers, feeds them and acknowledges for them. */
@NullMarked
package io.quarterdeck.role.run;

import org.jspecify.annotations.NullMarked;
