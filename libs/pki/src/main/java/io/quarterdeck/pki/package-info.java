/** The cluster's certificate authority and the certificates of its identities. */
@NullMarked
package io.quarterdeck.pki;

import org.jspecify.annotations.NullMarked;
