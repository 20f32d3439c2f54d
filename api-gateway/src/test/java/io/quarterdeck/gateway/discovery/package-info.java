@org.jspecify.annotations.NullMarked
package io.quarterdeck.gateway.discovery;
