/** The log files that the runtime writes, read as the API serves them. */
@NullMarked
package io.quarterdeck.node.logs;

import org.jspecify.annotations.NullMarked;
