@NullMarked
package io.quarterdeck.controller.servicecidr;

import org.jspecify.annotations.NullMarked;
