@NullMarked
package io.quarterdeck.gateway.protobuf;

import org.jspecify.annotations.NullMarked;
