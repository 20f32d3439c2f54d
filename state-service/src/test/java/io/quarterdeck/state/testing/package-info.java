/** What several kinds of tests share. */
@NullMarked
package io.quarterdeck.state.testing;

import org.jspecify.annotations.NullMarked;
