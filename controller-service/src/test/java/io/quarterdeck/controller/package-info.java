@NullMarked
package io.quarterdeck.controller;

import org.jspecify.annotations.NullMarked;
