/** Requests that go on to pods, services and nodes. */
package io.quarterdeck.gateway.proxy;
