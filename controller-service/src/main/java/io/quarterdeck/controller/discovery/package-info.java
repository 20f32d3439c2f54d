/** Which resources the API serves. */
@NullMarked
package io.quarterdeck.controller.discovery;

import org.jspecify.annotations.NullMarked;
