/** The API client over HTTPS. */
@NullMarked
package io.quarterdeck.role.http;

import org.jspecify.annotations.NullMarked;
