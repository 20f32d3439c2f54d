package io.quarterdeck.gateway.allocation;

/** Facts of the block of cluster IPs that others need. */
public final class ServiceRange {
  private ServiceRange() {}

  /** The name of the ServiceCIDR that stands for the block. */
  public static final String NAME = ServiceRanges.DEFAULT;

  /** The address of the Service {@code kubernetes}. */
  public static String first(String cidr) {
    return Ipv4Range.parse(cidr).firstAddress();
  }
}
