/** What the store keeps, what it is asked and what it answers: values only. */
@NullMarked
package io.quarterdeck.state.model;

import org.jspecify.annotations.NullMarked;
