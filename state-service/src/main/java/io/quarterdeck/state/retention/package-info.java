/**
 * How long history is kept: what may go is planned here, and a thread of its own carries it out.
 */
@NullMarked
package io.quarterdeck.state.retention;

import org.jspecify.annotations.NullMarked;
