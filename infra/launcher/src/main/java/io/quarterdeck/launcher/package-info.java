/** Starts, stops and shows a cluster of this machine: what the script {@code quarterdeck} runs. */
@NullMarked
package io.quarterdeck.launcher;

import org.jspecify.annotations.NullMarked;
