/** Network namespaces that tests make of their own. */
package io.quarterdeck.node.network;
