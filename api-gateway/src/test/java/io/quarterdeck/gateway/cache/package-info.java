@org.jspecify.annotations.NullMarked
package io.quarterdeck.gateway.cache;
