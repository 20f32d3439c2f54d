@NullMarked
package io.quarterdeck.state.fault;

import org.jspecify.annotations.NullMarked;
