/** What is filled in and forbidden before an object is stored. */
@NullMarked
package io.quarterdeck.gateway.admission;

import org.jspecify.annotations.NullMarked;
