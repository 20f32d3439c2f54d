/** What an operator can set. */
@NullMarked
package io.quarterdeck.gateway.config;

import org.jspecify.annotations.NullMarked;
