/** The controllers of the cluster: what kube-controller-manager does. */
@NullMarked
package io.quarterdeck.controller;

import org.jspecify.annotations.NullMarked;
