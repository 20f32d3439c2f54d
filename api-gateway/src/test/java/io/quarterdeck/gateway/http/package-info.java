/** What requests make of objects. */
package io.quarterdeck.gateway.http;
