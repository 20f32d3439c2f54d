/** What the store and its clients agree upon: key layout, stored form and request headers. */
@NullMarked
package io.quarterdeck.state.api;

import org.jspecify.annotations.NullMarked;
