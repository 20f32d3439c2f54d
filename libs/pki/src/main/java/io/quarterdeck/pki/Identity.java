package io.quarterdeck.pki;

import java.nio.file.Path;

/**
 * PEM files that prove who a process is. {@code keystore} holds key and certificate together, as
 * Kafka wants them.
 */
public record Identity(Path ca, Path certificate, Path key, Path keystore) {}
