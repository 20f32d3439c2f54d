/** Requests that go on to pods, services and nodes as they are. */
@NullMarked
package io.quarterdeck.gateway.proxy;

import org.jspecify.annotations.NullMarked;
