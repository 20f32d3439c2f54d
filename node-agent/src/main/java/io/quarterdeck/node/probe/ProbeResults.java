package io.quarterdeck.node.probe;

import java.util.Set;

/**
 * What a pod's probes say now, by the names of its containers.
 *
 * @param unready those that run and are not ready
 * @param unstarted those that run and whose startup probe has not succeeded yet
 */
public record ProbeResults(Set<String> unready, Set<String> unstarted) {
  public static final ProbeResults NONE = new ProbeResults(Set.of(), Set.of());
}
