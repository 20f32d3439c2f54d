package io.quarterdeck.launcher;

import io.quarterdeck.stores.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where a cluster's files are. */
record DataDir(Path root) {
  DataDir {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Makes the directory, its owner's alone: below it lie what pods may read of Secrets, their logs
   * and Kafka's segments, whose own modes others could read through.
   */
  void create() throws IOException {
    Files.createDirectories(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
  }

  /** What was chosen at the first start: ports, networks, names. */
  Path facts() {
    return root.resolve("cluster.json");
  }

  /** Which engines the cluster uses, where it brings none itself. */
  Path engines() {
    return root.resolve("engines.json");
  }

  /** How large the heaps of roles may become. */
  Path heaps() {
    return root.resolve("heaps.json");
  }

  Path lock() {
    return root.resolve("lock");
  }

  /** There while a backup is loaded: what lies beside it is half of a cluster. */
  Path restoring() {
    return root.resolve("restoring");
  }

  Path pki() {
    return root.resolve("pki");
  }

  Path images() {
    return root.resolve("images");
  }

  Path cache() {
    return root.resolve("cache");
  }

  Path node() {
    return root.resolve("node");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path kubeconfig() {
    return root.resolve("kubeconfig");
  }

  Path kafkaClientProperties() {
    return root.resolve("config").resolve("kafka-client.properties");
  }

  Path config(String process) {
    return root.resolve("config").resolve(process + ".properties");
  }

  Path log(String process) {
    return root.resolve("logs").resolve(process + ".log");
  }

  /** Who keeps a process of the cluster running. */
  Supervisor supervisor(String process) {
    return Supervisor.restarting(root.resolve("run").resolve(process), log(process));
  }
}
