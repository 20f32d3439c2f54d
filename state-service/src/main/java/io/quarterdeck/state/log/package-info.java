/** One thread decides, batches and answers; adapters make its batches durable. */
@NullMarked
package io.quarterdeck.state.log;

import org.jspecify.annotations.NullMarked;
