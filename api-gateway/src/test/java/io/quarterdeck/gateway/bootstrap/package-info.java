/** What every cluster has. */
@NullMarked
package io.quarterdeck.gateway.bootstrap;

import org.jspecify.annotations.NullMarked;
