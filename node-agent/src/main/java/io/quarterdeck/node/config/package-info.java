/** What the agent is told of its node. */
@NullMarked
package io.quarterdeck.node.config;

import org.jspecify.annotations.NullMarked;
