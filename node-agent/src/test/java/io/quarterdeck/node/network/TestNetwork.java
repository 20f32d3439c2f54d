package io.quarterdeck.node.network;

import io.quarterdeck.node.containerd.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Namespaces with what runs in them; closing leaves nothing of them. */
public final class TestNetwork implements AutoCloseable {
  private final String prefix = "qdt" + ProcessHandle.current().pid() % 100_000;
  private final List<String> namespaces = new ArrayList<>();
  private final List<Process> servers = new ArrayList<>();

  public static boolean possible() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/bin/busybox"))
        && Files.isExecutable(Path.of("/usr/bin/curl"))
        && Files.isExecutable(Path.of("/usr/sbin/nft"));
  }

  /** The full name of a namespace, for commands; also a fit name for a link. */
  public String name(String each) {
    return prefix + each;
  }

  public void add(String each) throws IOException {
    namespaces.add(name(each));
    run("ip netns add " + name(each));
    in(each, "ip link set lo up");
  }

  /** Links a new namespace to another by a pair of interfaces: eth0 here, its name there. */
  public void join(String each, String to) throws IOException {
    add(each);
    String peer = to.isEmpty() ? "" : " netns " + name(to);
    run(
        "ip link add %s%s type veth peer name eth0 netns %s"
            .formatted(name(each), peer, name(each)));
    in(each, "ip link set eth0 up");
    if (to.isEmpty()) {
      run("ip link set " + name(each) + " up");
    } else {
      in(to, "ip link set " + name(each) + " up");
    }
  }

  public String in(String namespace, String command) throws IOException {
    return run("ip netns exec " + name(namespace) + " " + command);
  }

  public static String run(String command) throws IOException {
    return Commands.run(Arrays.asList(command.split(" ")));
  }

  /** Runs until the network is closed. */
  public void serve(String namespace, String command) throws IOException {
    servers.add(
        new ProcessBuilder(("ip netns exec " + name(namespace) + " " + command).split(" "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  @Override
  public void close() throws IOException {
    servers.forEach(Process::destroyForcibly);
    for (String each : namespaces) {
      String unused = run("ip netns del " + each);
    }
  }
}
