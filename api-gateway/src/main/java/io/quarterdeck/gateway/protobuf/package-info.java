/** Objects of the built-in kinds between their JSON and the protobuf of Kubernetes. */
@NullMarked
package io.quarterdeck.gateway.protobuf;

import org.jspecify.annotations.NullMarked;
