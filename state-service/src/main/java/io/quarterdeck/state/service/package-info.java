/** Configuration, life cycle, health and metrics of the process. */
@NullMarked
package io.quarterdeck.state.service;

import org.jspecify.annotations.NullMarked;
