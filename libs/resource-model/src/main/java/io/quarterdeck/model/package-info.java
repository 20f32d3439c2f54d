/** What a Kubernetes object is: its identity, its JSON, and the rules that hold for every kind. */
@NullMarked
package io.quarterdeck.model;

import org.jspecify.annotations.NullMarked;
