package io.quarterdeck.node.containerd;

/** Writes containerd's configuration (version 2, read by 1.6 and all later ones). */
public record ContainerdConfig(
    ContainerdLayout layout,
    String cniPlugins,
    String sandboxImage,
    String snapshotter,
    boolean restrictOomScore,
    boolean disableApparmor) {

  public String toml() {
    return """
        version = 2
        root = "%s"
        state = "%s"
        oom_score = 0
        disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.btrfs", \
        "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper", \
        "io.containerd.snapshotter.v1.aufs", "io.containerd.internal.v1.tracing", \
        "io.containerd.tracing.processor.v1.otlp"]

        [grpc]
          address = "%s"

        [plugins."io.containerd.grpc.v1.cri"]
          sandbox_image = "%s"
          restrict_oom_score_adj = %s
          disable_apparmor = %s
          disable_hugetlb_controller = true
          tolerate_missing_hugetlb_controller = true
          disable_tcp_service = true
          stream_server_address = "127.0.0.1"
          stream_server_port = "0"

          [plugins."io.containerd.grpc.v1.cri".cni]
            bin_dir = "%s"
            conf_dir = "%s"

          [plugins."io.containerd.grpc.v1.cri".containerd]
            snapshotter = "%s"
            default_runtime_name = "runc"

            [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
              runtime_type = "io.containerd.runc.v2"
        """
        .formatted(
            layout.data(),
            layout.state(),
            layout.socket(),
            sandboxImage,
            restrictOomScore,
            disableApparmor,
            cniPlugins,
            layout.cniConfig(),
            snapshotter);
  }

  /** A bridge with an address per pod; masquerading is the service proxy's, in nftables. */
  public static String cniNetwork(ContainerdLayout layout, String podCidr) {
    return """
        {
          "cniVersion": "0.4.0",
          "name": "%s",
          "plugins": [
            {
              "type": "bridge",
              "bridge": "%s",
              "isGateway": true,
              "hairpinMode": true,
              "ipam": {
                "type": "host-local",
                "dataDir": "%s",
                "ranges": [[{"subnet": "%s"}]],
                "routes": [{"dst": "0.0.0.0/0"}]
              }
            }
          ]
        }
        """
        .formatted("quarterdeck-" + layout.hash(), layout.bridge(), layout.cniState(), podCidr);
  }
}
