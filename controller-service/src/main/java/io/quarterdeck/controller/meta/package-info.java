/** What the controllers share of metadata: safe names, times, conditions. */
@NullMarked
package io.quarterdeck.controller.meta;

import org.jspecify.annotations.NullMarked;
