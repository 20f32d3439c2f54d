package io.quarterdeck.bench.api;

import io.quarterdeck.bench.load.Figures;
import java.util.Map;

/**
 * What one load came to.
 *
 * @param cpuSeconds of each process that was started for the run, and of the load generator,
 *     catching up included
 */
record ApiScore(Figures figures, Map<String, Double> cpuSeconds) {}
