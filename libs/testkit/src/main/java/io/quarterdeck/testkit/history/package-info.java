/** What concurrent clients saw of a store, and whether a correct store could have shown it. */
@NullMarked
package io.quarterdeck.testkit.history;

import org.jspecify.annotations.NullMarked;
