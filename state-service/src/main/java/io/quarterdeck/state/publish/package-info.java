/** The projection of every committed revision onto Kafka, after the commit. */
@NullMarked
package io.quarterdeck.state.publish;

import org.jspecify.annotations.NullMarked;
