/** The figures, and what they are told apart by. */
package io.quarterdeck.gateway.metrics;
