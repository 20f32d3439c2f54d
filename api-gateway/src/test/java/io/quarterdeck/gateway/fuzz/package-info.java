/** What nobody would send on purpose, and how to run a case of it again. */
@NullMarked
package io.quarterdeck.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
