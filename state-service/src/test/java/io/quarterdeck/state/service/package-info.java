/** Configuration. */
@NullMarked
package io.quarterdeck.state.service;

import org.jspecify.annotations.NullMarked;
