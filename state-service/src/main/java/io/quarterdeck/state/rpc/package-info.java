/** The etcd v3 protocol: one small class per service, a codec and who may do what. */
@NullMarked
package io.quarterdeck.state.rpc;

import org.jspecify.annotations.NullMarked;
