/** What tests stand on: real stores, role processes, and waiting for conditions. */
@NullMarked
package io.quarterdeck.testkit;

import org.jspecify.annotations.NullMarked;
